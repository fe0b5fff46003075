import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A server of the examples that runs as a process of its own, and may be killed. */
export interface ChildServer {
  /** What stands in the line that it prints when it is ready; empty for a process that does not listen. */
  readonly url: string
  readonly pid: number
  /** Ends it, and waits for its end. */
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
}

/**
 * Starts a module, and waits for the first line that it prints: by then it is ready. What it prints
 * goes on to `print`, and its errors to stderr.
 */
export async function startChild(
  module: URL,
  env: NodeJS.ProcessEnv,
  print: (line: string) => void = () => {},
): Promise<ChildServer> {
  const child = fork(module, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const ended = once(child, 'exit').finally(() => process.off('exit', endWithUs))
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }).on('line', print)
  const [firstLine] = (await Promise.race([once(lines, 'line'), ended])) as [unknown]
  if (typeof firstLine !== 'string') throw new Error(`${module.pathname} ended before it was ready.`)
  return {
    url: /http:\S+/.exec(firstLine)?.[0] ?? '',
    pid: child.pid as number,
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
}
