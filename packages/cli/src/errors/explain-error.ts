import { copyForeign } from '@room-callbacks/core'
import type { ExitName } from '../exit-codes.ts'
import { CliError } from './cli-error.ts'

/** An error as it is shown. */
export interface Explanation {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly exit: ExitName
}

/** What the errors of our packages have in common: a stable code, and what helps. */
interface CodedError extends Error {
  readonly code: string
  readonly advice: string
}

const codedErrors = ['RoomCallbacksError', 'SimulationError', 'PlatformError']

const platformExits: { readonly [code: string]: ExitName } = {
  'invalid-option': 'usage',
  'invalid-argument': 'usage',
  'invalid-command': 'usage',
  unreachable: 'unreachable',
  'connection-lost': 'unreachable',
  'timed-out': 'unreachable',
}

/** What a store of an inbox throws while it is used. */
const storeExits: { readonly [code: string]: ExitName } = { 'inbox-failed': 'unreachable' }

/** What to say about anything that was thrown, in one line and a hint; never a stack. */
export function explainError(error: unknown, signal: AbortSignal): Explanation {
  if (signal.aborted) return { code: 'interrupted', message: 'Interrupted.', hint: '', exit: 'interrupted' }
  if (error instanceof CliError) return explanationOf(error, error.hint, error.exit)
  if (isCoded(error)) {
    const { name, code, message, advice } = error
    const exit = name === 'PlatformError' ? (platformExits[code] ?? 'platform-refused') : (storeExits[code] ?? 'usage')
    return explanationOf({ code, message }, advice, exit)
  }
  const hint = 'This is a fault of room-callbacks: please report it with the command line, without secrets.'
  return explanationOf({ code: 'internal', message: copyForeign(error).message }, hint, 'internal')
}

const isCoded = (error: unknown): error is CodedError => error instanceof Error && codedErrors.includes(error.name)

function explanationOf({ code, message }: Pick<Explanation, 'code' | 'message'>, hint: string, exit: ExitName) {
  return { code, message: message.replaceAll(/\s*\n\s*/g, ' '), hint, exit }
}
