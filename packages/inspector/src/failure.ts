import type { Refused } from './guard/refused.ts'

/** Thrown where something cannot be done; the answer says why. */
export class Failure extends Error {
  readonly status: number
  readonly code: string

  /** Of a request that makes no sense. */
  static request(message: string): Failure {
    return new Failure({ status: 400, code: 'invalid-request', message })
  }

  constructor({ status, code, message }: Refused) {
    super(message)
    this.status = status
    this.code = code
  }
}
