import { CliError } from '../../errors/cli-error.ts'
import type { Io } from '../../io.ts'
import type { Output } from '../../print/output.ts'

/** How a change is allowed. */
export interface ChangeFlags {
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/**
 * Whether a change may be made: not in a dry run; with --yes; or when somebody at the terminal agrees.
 *
 * @throws `not-confirmed`
 */
export async function confirmChange(
  question: string,
  { dryRun, yes }: ChangeFlags,
  io: Io,
  output: Output,
): Promise<boolean> {
  if (dryRun) {
    output.note('Dry run: nothing was changed.')
    return false
  }
  if (yes) return true
  const { stdin, stderr, signal } = io
  if (!stdin.isTTY || !stderr.isTTY) throw new CliError('not-confirmed', 'There is no terminal to ask at.')
  const { confirm } = await import('@clack/prompts')
  const answer = await confirm({ message: question, initialValue: false, input: stdin, output: stderr, signal })
  if (answer !== true) throw new CliError('not-confirmed', 'It was not confirmed.')
  return true
}
