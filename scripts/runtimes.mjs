import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const folder = 'test/runtimes/installed'
const programs = ['workerd/bin/workerd', 'deno/deno', 'bun/bin/bun.exe']

/**
 * Installs Workers' runtime, Deno and Bun before tests that start them. They take 350 MB, so that `npm ci` leaves them out.
 *
 * Without a network their tests are left out, which is a failure in CI (test/runtimes/runtimes.test.ts).
 */
export function installRuntimes() {
  if (programs.every((program) => existsSync(`${folder}/node_modules/${program}`))) return
  console.log(`Installing workerd, Deno and Bun into ${folder}.`)
  const { status } = spawnSync('npm', ['ci', '--no-progress'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) console.log('They are not installed: tests that start them are left out.')
}
