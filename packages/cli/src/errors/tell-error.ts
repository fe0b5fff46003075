import { exitCodes } from '../exit-codes.ts'
import type { Output } from '../print/output.ts'
import { explainError } from './explain-error.ts'

/** Says what went wrong, and gives what the process ends with. */
export function tellError(error: unknown, output: Output, signal: AbortSignal): number {
  const { exit, ...mistake } = explainError(error, signal)
  output.error(mistake)
  return exitCodes[exit].code
}
