import { spawnSync } from 'node:child_process'

const canPin = spawnSync('taskset', ['-c', '0,1', 'true']).status === 0

/** Whether server and load have a core each. */
export const isPinned: boolean = canPin

/** The command line that runs a program on one core, where the machine has `taskset` and two cores. */
export const pinned = (core: 0 | 1, command: readonly [string, ...string[]]): [string, ...string[]] =>
  canPin ? ['taskset', '-c', String(core), ...command] : [...command]

/** Moves a process that runs already. */
export function pinProcess(core: 0 | 1, process: number): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(process)])
}
