import { resolve } from 'node:path'
import { runBeside } from '../run.mjs'

/** Runs Jest with the tests of an app. */
export const jest = (home, args, options = '') =>
  runBeside(process.execPath, [`${home}/node_modules/jest/bin/jest.js`, '--runInBand', ...args], {
    cwd: `${home}/jest`,
    env: { ...process.env, NODE_OPTIONS: options },
  })

/** Runs the Vitest of this repository with the tests of an app. */
export const vitest = (home) =>
  runBeside(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), 'run', '--globals'], {
    cwd: `${home}/vitest`,
  })
