import { spawnSync } from 'node:child_process'

/** What some tests need of the machine, and what cannot be said without it. */
const needs = [
  {
    program: 'redis-server',
    tests: ['test/redis/**', 'test/chaos/redis*', 'test/examples/cluster*'],
    also: ', the snippets of packages/redis and its coverage',
    uncovered: ['packages/redis/**'],
  },
  {
    program: 'sqlite3',
    tests: ['test/sqlite/copies*'],
    also: '',
    uncovered: [],
  },
  {
    program: 'chromium',
    tests: ['test/inspector/browser/**'],
    also: '',
    uncovered: [],
  },
]

/**
 * What tap is told to leave out on a machine without the programs that some tests run, and says so. In CI nothing is
 * left out: there it is a failure.
 */
export function testsToLeaveOut() {
  const missing = needs.filter(({ program }) => spawnSync(program, ['--version']).status !== 0)
  for (const { program, tests, also } of missing) {
    const what = `${tests.join(', ')}${also}`
    console.log(`There is no ${program} on the PATH: ${process.env.CI ? 'CI needs it for' : 'left out are'} ${what}.`)
  }
  if (missing.length === 0) return []
  if (process.env.CI) process.exit(1)
  return [
    ...missing.flatMap(({ tests }) => tests.map((pattern) => `--exclude=${pattern}`)),
    // Named anew: a pattern of our own takes the place of tap's.
    '--exclude=**/{fixture,fixtures,dist}/**',
    ...missing.flatMap(({ uncovered }) => uncovered.map((pattern) => `--coverage-exclude=${pattern}`)),
  ]
}
