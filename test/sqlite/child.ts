import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'

/** A program of this folder in a process of its own, and the lines it prints. */
export interface Child {
  readonly process: ChildProcess
  readonly lines: string[]
  /** How it ended: its exit code, or its signal. */
  readonly ended: Promise<number | string>
  /** Waits for it to have printed so many lines, or to have ended. */
  printed(count: number): Promise<void>
  kill(): Promise<void>
}

export function startChild(program: string, given: readonly string[]): Child {
  const file = `test/sqlite/programs/${program}.ts`
  const words = [process.execPath, '--conditions=@room-callbacks/source', file, ...given]
  const command = words.map((word) => `'${word}'`).join(' ')
  // What tap would load there ends a process whose files may not grow, or whose user may not write them.
  const child = spawn('sh', ['-c', `unset NODE_OPTIONS; exec ${command}`], {
    // Not our own stderr: that may be a file, which a child whose files are limited could not write to.
    stdio: 'pipe',
  })
  child.stderr.pipe(process.stderr)
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  return {
    process: child,
    lines,
    ended,
    async printed(count) {
      while (lines.length < count && child.exitCode === null && child.signalCode === null) await setTimeout(5)
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
