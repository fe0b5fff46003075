import { advice } from './advice.ts'
import { type ErrorCode, explainErrors, rowOf } from './room-callbacks-error.ts'

/** One row of the error registry. */
export interface ErrorRow {
  /** HTTP status of the reply; undefined where the error reaches no reply. */
  readonly status: number | undefined
  readonly message: string
  /** What the operator of the receiver can do. */
  readonly advice: string
}

/** Gives each error its advice, from now on. */
export const giveAdvice = (): void => explainErrors((code) => advice[code])

function withAdvice(): { readonly [code in ErrorCode]: ErrorRow } {
  giveAdvice()
  const codes = Object.keys(advice) as ErrorCode[]
  return Object.fromEntries(codes.map((code) => [code, { ...rowOf(code), advice: advice[code] }])) as never
}

/**
 * Every error of this library, by code: the table in the README is made from it. An import of this package makes it, and with it
 * errors have their advice. It is pure for bundlers: what the app does not use is left out of a bundle, and `createRoomCallbacks`
 * gives the advice there.
 */
export const errorTable: { readonly [code in ErrorCode]: ErrorRow } = /* @__PURE__ */ withAdvice()
