import { checkArguments } from './arguments/check-arguments.ts'
import { commandWords } from './arguments/completion.ts'
import { argumentsOf, makeParser, type Start } from './arguments/parser.ts'
import { definitions } from './commands/definitions.ts'
import { tellError } from './errors/tell-error.ts'
import { type ExitName, exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { Output } from './print/output.ts'
import { readSettings } from './settings/read-settings.ts'
import { refuseSecrets } from './settings/refuse-secrets.ts'

/**
 * Runs one command line, as `room-callbacks` does.
 *
 * @param argv What follows the name of the program.
 * @returns the exit code; never throws
 * @example
 * const code = await main(['send', 'Room.CallbackAfterCreateRoom', '--url', url], io)
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const output = new Output(
    io,
    argv.some((argument) => /^--json(=true)?$/.test(argument)),
  )
  try {
    refuseSecrets(argv)
    return exitCodes[await run(argv, io, output)].code
  } catch (error) {
    return tellError(error, output, io.signal)
  }
}

async function run(argv: readonly string[], io: Io, output: Output): Promise<ExitName> {
  let exit: ExitName = 'ok'
  const start: Start = async (definition, flags) => {
    checkArguments(argumentsOf(definition), flags)
    const settings = await readSettings(flags, io)
    output.hideSecrets(settings.secrets)
    const perform = await definition.load()
    exit = await perform({ flags: flags as never, settings, io, output })
  }
  const words = await commandWords(argv)
  // A terminal that does not know how wide it is says 0.
  const columns = io.stdout.columns || 100
  const parser = makeParser({ argv, definitions, columns, words, start })
  // With a callback the parser writes nothing itself: help, version and completions come here.
  await parser.parseAsync([...argv], {}, (_error, _argv, text) => {
    if (text) io.stdout.write(`${text}\n`)
  })
  return exit
}
