import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const folder = 'bench/inbox/servers'

/**
 * Installs pg-boss. It needs Node 22, and has a lock of its own, so that `npm ci` of the repository works on Node 20 without a
 * warning.
 */
export function installPeers(): void {
  if (!existsSync(`${folder}/node_modules/pg-boss`)) spawnSync('npm', ['ci', '--prefix', folder], { stdio: 'inherit' })
}
