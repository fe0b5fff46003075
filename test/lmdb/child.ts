import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { childEnvironment } from '../child-environment.ts'

/** A program of this folder in a process of its own, and the lines it prints. */
export interface Child {
  readonly process: ChildProcess
  readonly lines: string[]
  /** How it ended: its exit code, or its signal. */
  readonly ended: Promise<number | string>
}

const tsx = ['--import', 'tsx', '--conditions=@room-callbacks/source']

export function startChild(program: string, given: readonly string[]): Child {
  const words = [process.execPath, ...tsx, `test/lmdb/programs/${program}.ts`, ...given]
  const command = words.map((word) => `'${word}'`).join(' ')
  // What tap would load there ends a process whose file may not grow.
  const child = spawn('sh', ['-c', `unset NODE_OPTIONS; exec ${command}`], {
    env: childEnvironment(),
    // Not our own stderr: that may be a file, which a child whose files are limited could not write to.
    stdio: 'pipe',
  })
  child.stderr.pipe(process.stderr)
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  return { process: child, lines, ended }
}
