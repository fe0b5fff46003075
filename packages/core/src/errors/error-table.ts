import { advice } from './advice.ts'
import { messages } from './messages.ts'
import { type ErrorCode, explainErrors, statusOf } from './room-callbacks-error.ts'

/** One row of the error registry. */
export interface ErrorRow {
  /** HTTP status of the reply; undefined where the error reaches no reply. */
  readonly status: number | undefined
  readonly message: string
  /** What the operator of the receiver can do. */
  readonly advice: string
}

/** Gives each error its message and its advice, from now on. */
export const giveTexts = (): void =>
  explainErrors({ message: (code) => messages[code], advice: (code) => advice[code] })

function withTexts(): { readonly [code in ErrorCode]: ErrorRow } {
  giveTexts()
  const codes = Object.keys(advice) as ErrorCode[]
  return Object.fromEntries(
    codes.map((code) => [code, { status: statusOf(code), message: messages[code], advice: advice[code] }]),
  ) as never
}

/**
 * Every error of this library, by code: the table in the documentation is made from it. An import of this package makes it, and with it
 * errors have their texts. It is pure for bundlers: what the app does not use is left out of a bundle, and `createRoomCallbacks`
 * gives the texts there.
 */
export const errorTable: { readonly [code in ErrorCode]: ErrorRow } = /* @__PURE__ */ withTexts()
