type Done = (completions: string[]) => void
type Otherwise = () => void

const takeCommandWord = ['show', 'send']

/** Completes command words of the catalog where one is expected, and everything else as it is defined. */
export function completeCommandWords(current: string, argv: unknown, otherwise: Otherwise, done: Done): void {
  const { _: words = [] } = argv as { _?: readonly string[] }
  const [, command] = words[0] === 'room-callbacks' ? words : ['', ...words]
  const isExpected = takeCommandWord.includes(String(command)) && !current.startsWith('-')
  if (!isExpected) otherwise()
  else void commandWords(current).then(done)
}

async function commandWords(start: string): Promise<string[]> {
  const { commands } = await import('@room-callbacks/core')
  return commands.map(({ name }) => name).filter((name) => name.startsWith(start))
}
