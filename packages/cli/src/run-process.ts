import { CliError } from './errors/cli-error.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { main } from './main.ts'
import { Output } from './print/output.ts'

/**
 * Runs the command line of this process, with its streams, and sets its exit code.
 *
 * @example
 * await runProcess() // all that the program `room-callbacks` does
 */
export async function runProcess(): Promise<void> {
  const interruption = new AbortController()
  const interrupt = (): void => {
    // Whoever asks twice does not want to wait.
    process.once('SIGINT', () => process.exit(exitCodes.interrupted.code))
    interruption.abort()
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const { stdin, stdout, stderr, env } = process
  const io: Io = { stdin, stdout, stderr, env, cwd: process.cwd(), signal: interruption.signal, clock: Date.now }
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(lost(error, io)))
  // Results may still have a reader.
  stderr.on('error', () => {})
  process.exitCode = await main(process.argv.slice(2), io)
}

/** What a run ends with whose results cannot be written. */
function lost({ code }: NodeJS.ErrnoException, io: Io): number {
  // Whoever reads stops reading, as `head` does: nobody is left to tell.
  if (code === 'EPIPE') return exitCodes.ok.code
  const error = new CliError('output-lost', `What should be printed cannot be written: ${code}.`)
  new Output(io, false).error(error)
  return exitCodes[error.exit].code
}
