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

const codedErrors: { readonly [name: string]: (error: CodedError) => ExitName } = {
  RoomCallbacksError: () => 'usage',
  SimulationError: () => 'usage',
  PlatformError: ({ code }) => platformExits[code] ?? 'platform-refused',
}

const platformExits: { readonly [code: string]: ExitName } = {
  'invalid-option': 'usage',
  'invalid-argument': 'usage',
  'invalid-command': 'usage',
  unreachable: 'unreachable',
  'connection-lost': 'unreachable',
  'timed-out': 'unreachable',
}

/** What to say about anything that was thrown, in one line and a hint; never a stack. */
export function explainError(error: unknown, signal: AbortSignal): Explanation {
  if (signal.aborted) return { code: 'interrupted', message: 'Interrupted.', hint: '', exit: 'interrupted' }
  if (error instanceof CliError) return explanationOf(error, error.hint, error.exit)
  const { name, message } = error as CodedError
  const exitOf = codedErrors[name]
  if (exitOf) return explanationOf(error as CodedError, (error as CodedError).advice, exitOf(error as CodedError))
  const hint = 'This is a fault of room-callbacks: please report it with the command line, without secrets.'
  return { code: 'internal', message: firstLine(String(message ?? error)), hint, exit: 'internal' }
}

function explanationOf({ code, message }: { code: string; message: string }, hint: string, exit: ExitName) {
  return { code, message: firstLine(message), hint, exit }
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] as string
