import type { ExitName } from '../exit-codes.ts'
import { type FailureCode, failures } from './failures.ts'

/** An error that is told in one line with a hint. Never holds a token, a signature or a key. */
export class CliError extends Error {
  override readonly name = 'CliError'
  /** Stable; safe to branch on. */
  readonly code: FailureCode
  readonly exit: ExitName
  /** What to do about it. */
  readonly hint: string

  constructor(code: FailureCode, message: string, hint: string = failures[code].hint) {
    super(message)
    this.code = code
    this.exit = failures[code].exit
    this.hint = hint
  }
}
