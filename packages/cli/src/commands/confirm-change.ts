import { CliError } from '../errors/cli-error.ts'
import type { Invocation } from './command-definition.ts'

/** How a change is allowed. */
export interface ChangeFlags {
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** What the user was shown with the question, and what would be shown now. */
export interface Shown {
  readonly shown: unknown
  readonly read: () => Promise<unknown>
}

/**
 * Whether a change may be made: not in a dry run; with --yes; or when the user at the terminal agrees, if
 * what was shown still is what would change.
 *
 * @throws `not-confirmed`
 */
export async function confirmChange(
  question: string,
  { flags: { dryRun, yes }, io, output }: Pick<Invocation<ChangeFlags>, 'flags' | 'io' | 'output'>,
  basis?: Shown,
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
  if (basis) await refuseOvertaken(basis)
  return true
}

/** A question may stand for an hour, and others configure the same app. */
async function refuseOvertaken({ shown, read }: Shown): Promise<void> {
  if (JSON.stringify(await read()) === JSON.stringify(shown)) return
  const hint = 'Nothing was changed. Run it again to see what would change now.'
  throw new CliError('not-confirmed', 'What was shown has changed since then.', hint)
}
