import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

/** What some tests need of the machine, and what cannot be said without it. */
const needs = [
  {
    program: 'redis-server',
    tests: ['test/redis/**', 'test/chaos/redis*', 'test/examples/cluster*'],
    also: ', the snippets of packages/redis and its coverage',
    uncovered: ['packages/redis/**'],
  },
  {
    program: 'postgres',
    tests: ['test/postgres/**', 'test/chaos/postgres*'],
    also: ', the snippets of packages/postgres and its coverage',
    uncovered: ['packages/postgres/**'],
  },
  {
    program: 'pgbouncer',
    tests: ['test/postgres/pgbouncer*'],
    also: '',
    uncovered: [],
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

/** Debian keeps the programs of each version of Postgres in a folder of their own, outside the PATH. */
const postgresFolder = '/usr/lib/postgresql'

function isThere(program) {
  if (program !== 'postgres') return spawnSync(program, ['--version']).status === 0
  const versions = existsSync(postgresFolder) ? readdirSync(postgresFolder) : []
  return versions.some((version) => existsSync(`${postgresFolder}/${version}/bin/initdb`))
}

/**
 * What tap is told to leave out on a machine without the programs that some tests run, and says so. In CI nothing is
 * left out: there it is a failure.
 */
export function testsToLeaveOut() {
  const missing = needs.filter(({ program }) => !isThere(program))
  for (const { program, tests, also } of missing) {
    const what = `${tests.join(', ')}${also}`
    console.log(
      `There is no ${program} on this machine: ${process.env.CI ? 'CI needs it for' : 'left out are'} ${what}.`,
    )
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
