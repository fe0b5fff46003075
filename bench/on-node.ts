import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import type { Arguments } from './arguments.ts'

/**
 * Runs a bench on the Node that was asked for: all of it again there where that is another one, so that every process is of that
 * version, and its name stands beside the figures.
 */
export async function onNode(
  { node = process.execPath }: Pick<Arguments, 'node'>,
  run: () => Promise<void>,
): Promise<void> {
  if (realpathSync(node) === realpathSync(process.execPath)) return run()
  process.exitCode = spawnSync(node, ['--import', 'tsx', ...process.argv.slice(1)], { stdio: 'inherit' }).status ?? 1
}
