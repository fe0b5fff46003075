import { type NodeRoomCallbacks, type Options, type Rejection, roomCallbacks } from '@room-callbacks/node'
import type { Injected } from '@room-callbacks/testing'
import type { Test } from 'tap'
import { patience } from '../unhurried.ts'

export const appId = 1400000000

/** A receiver without an authentication token, and what its `rejected` and `error` hooks were told. */
export interface Observed {
  readonly callbacks: NodeRoomCallbacks
  readonly rejections: Rejection[]
  readonly errors: { readonly code: string; readonly message: string; readonly cause: unknown }[]
}

export function observed(options: Options = {}, sdkAppIds: Parameters<typeof roomCallbacks>[0] = appId): Observed {
  const rejections: Rejection[] = []
  const errors: Observed['errors'] = []
  const callbacks = roomCallbacks(sdkAppIds, { deadline: patience, ...options })
    .on('rejected', (rejection) => rejections.push(rejection))
    .on('error', ({ code, message, cause }) => errors.push({ code, message, cause }))
  return { callbacks, rejections, errors }
}

/** What the platform reads of an answer. */
export const decision = ({ status, answer, outcome }: Injected): string =>
  `${status} ${outcome} ${answer.ActionStatus} ${answer.ErrorCode} ${answer.ErrorInfo}`.trim()

/** The lines that are printed to stderr during a test. */
export function printedLines(t: Test): string[] {
  const lines: string[] = []
  t.capture(console, 'error', (text: string) => void lines.push(...text.split('\n')))
  return lines
}

/** Lets what goes on after an answer come to its end. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

/** A promise that is settled from outside. */
export function deferred<Value = void>() {
  let resolve: (value: Value) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}
