/** With what a shell asks what a command line may go on with. */
const completionFlag = '--get-yargs-completions'

/** The kind of completion that yargs takes: what it would offer itself is behind `otherwise`. */
type Complete = (current: string, argv: unknown, otherwise: () => unknown, done: (offered: string[]) => unknown) => void

const takeCommandWord = ['show', 'send']

/** The command words of the catalog, which is loaded only for a shell that asks. */
export async function commandWords(argv: readonly string[]): Promise<readonly string[]> {
  if (argv[0] !== completionFlag) return []
  const { commands } = await import('@room-callbacks/core')
  return commands.map(({ name }) => name)
}

/** Completes command words where one is expected, and everything else as it is defined. */
export const completer =
  (words: readonly string[]): Complete =>
  (current, argv, otherwise, done) => {
    const [, command = ''] = (argv as { readonly _: readonly string[] })._
    if (!takeCommandWord.includes(command) || current.startsWith('-')) otherwise()
    else done(words.filter((word) => word.startsWith(current)))
  }
