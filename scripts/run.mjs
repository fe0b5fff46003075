import { execFile, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import limit from 'p-limit'

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
  throw failure(command, args, result)
}

/** Runs a module with this Node. */
export const runNode = (args, options) => run(process.execPath, args, options)

const onePerCore = limit(availableParallelism())

/** Runs a command beside others, one for each core, and gives what it printed; throws with that when it fails. */
export const runBeside = (command, args, options = {}) =>
  onePerCore(async () => {
    const running = promisify(execFile)(command, args, { maxBuffer: 2 ** 28, ...options })
    // npm asks nothing of a standard input that is closed.
    running.child.stdin.end()
    try {
      return (await running).stdout
    } catch (error) {
      throw failure(command, args, error)
    }
  })

function failure(command, args, { stdout = '', stderr = '', error = '' }) {
  return new Error(`${[command, ...args].join(' ')}\n${stdout ?? ''}${stderr ?? ''}${error}`)
}
