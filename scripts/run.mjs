import { spawnSync } from 'node:child_process'

/** The Node modules that stand for a command, so that no PATH decides which version runs. */
export const tools = {
  typescript6: 'node_modules/typescript/bin/tsc',
  typescript7: 'node_modules/typescript-7/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  knip: 'node_modules/knip/bin/knip.js',
  publint: 'node_modules/publint/src/cli.js',
  attw: 'node_modules/@arethetypeswrong/cli/dist/index.js',
}

/** Runs a command to its end and gives what it printed; throws with that when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, ...options })
  if (result.status === 0) return result.stdout
  const printed = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`
  throw new Error(`${[command, ...args].join(' ')}\n${printed}`)
}

/** Runs a module with this Node. */
export const runNode = (args, options) => run(process.execPath, args, options)
