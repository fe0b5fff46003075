import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What bash prints when a user pastes a command line into it. */
export async function paste(commandLine: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', commandLine])
  return stdout.trimEnd()
}
