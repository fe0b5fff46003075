import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { childEnvironment } from '../child-environment.ts'

/** What bash prints when somebody pastes a command line into it. */
export async function paste(commandLine: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', commandLine], { env: childEnvironment() })
  return stdout.trimEnd()
}
