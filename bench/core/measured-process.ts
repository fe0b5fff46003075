import { spawnSync } from 'node:child_process'
import { pinned } from '../processes/pinned.ts'

/** The figures that a script of this folder prints in a fresh process of plain Node. */
export function measuredProcess<Figures>(script: string, args: readonly string[]): Figures {
  const [command, ...rest] = pinned(0, [process.execPath, '--expose-gc', script, ...args])
  const { stdout, stderr, status } = spawnSync(command, rest, { cwd: import.meta.dirname, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${script} failed.\n${stderr}`)
  return JSON.parse(stdout) as Figures
}
