import { spawnSync } from 'node:child_process'

const needsRedis = ['test/redis/**', 'test/chaos/redis*', 'test/examples/cluster*']

/**
 * What tap is told to leave out on a machine without the redis-server that the tests of the
 * distributed inbox run, and says so. In CI nothing is left out: there it is a failure.
 */
export function leftOut() {
  if (spawnSync('redis-server', ['--version']).status === 0) return []
  const what = `${needsRedis.join(', ')}, the snippets of packages/redis and its coverage`
  console.log(`There is no redis-server on the PATH: ${process.env.CI ? 'CI needs it for' : 'left out are'} ${what}.`)
  if (process.env.CI) process.exit(1)
  return [
    ...needsRedis.map((pattern) => `--exclude=${pattern}`),
    // Named anew: a pattern of our own takes the place of tap's.
    '--exclude=**/{fixture,fixtures,dist}/**',
    '--coverage-exclude=packages/redis/**',
  ]
}
