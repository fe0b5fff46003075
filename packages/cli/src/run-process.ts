import { main } from './main.ts'

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
    process.once('SIGINT', () => process.exit(130))
    interruption.abort()
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  // Whoever reads stops reading, as `head` does: nobody is left to tell.
  process.stdout.on('error', () => process.exit(0))
  process.exitCode = await main(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: interruption.signal,
    clock: Date.now,
  })
}
