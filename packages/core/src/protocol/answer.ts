/**
 * The envelope of every answer (README.md section 5 of the protocol; Chat 34354).
 * For a verdict `ActionStatus` stays `OK` and `ErrorCode` alone decides.
 */
export interface Answer {
  readonly ActionStatus: 'OK' | 'FAIL'
  readonly ErrorInfo: string
  readonly ErrorCode: number
}

/** An answer, and why it is not the one that the handler meant. */
export interface DecidedAnswer {
  readonly answer: Answer
  readonly mistake?: string
}

/** The standard answer: noted, or allowed. */
export const okAnswer: Answer = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }

/** The answer to a refused callback; non-zero, so that nothing that is refused is taken for allowed. */
export const failAnswer = (info: string): Answer => ({ ActionStatus: 'FAIL', ErrorInfo: info, ErrorCode: 1 })
