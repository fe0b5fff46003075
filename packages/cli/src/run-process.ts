import { CliError } from './errors/cli-error.ts'
import { tellError } from './errors/tell-error.ts'
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
    // The user who asks a second time does not want to wait.
    process.once('SIGINT', () => process.exit(exitCodes.interrupted.code))
    interruption.abort()
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const { stdin, stdout, stderr, env } = process
  const io: Io = { stdin, stdout, stderr, env, cwd: process.cwd(), signal: interruption.signal, clock: Date.now }
  const output = new Output(io, false)
  const end = (error: unknown): never => process.exit(tellError(error, output, io.signal))
  process.once('uncaughtException', end)
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // The reader closed the pipe, as `head` does: no message would be read.
    if (code === 'EPIPE') process.exit(exitCodes.ok.code)
    end(new CliError('output-lost', `What should be printed cannot be written: ${code}.`))
  })
  // Results may still have a reader.
  stderr.on('error', () => {})
  process.exitCode = await main(process.argv.slice(2), io)
}
