import { type InboxSettings, readInboxOptions } from '@room-callbacks/core/inbox'
import { connectFailFast } from '../../packages/redis/src/connect/connect-fail-fast.ts'
import { RedisInboxStore } from '../../packages/redis/src/store/redis-inbox-store.ts'
import { ScriptRunner } from '../../packages/redis/src/store/script-runner.ts'
import { WakeUps } from '../../packages/redis/src/store/wake-ups.ts'

interface TestStoreOptions {
  readonly base?: string
  readonly settings?: InboxSettings
  /** Instead of the clock of the server. */
  readonly leaseClock?: () => number
  readonly commandTimeout?: number
}

/** A store without an inbox around it. */
export function openTestStore(server: { readonly url: string }, options: TestStoreOptions = {}): RedisInboxStore {
  const {
    base = '{room-callbacks}:callbacks:',
    settings = readInboxOptions({}),
    leaseClock,
    commandTimeout = 20_000,
  } = options
  const connect = () => connectFailFast(server.url, commandTimeout)
  const runner = new ScriptRunner(connect(), commandTimeout, (text) => text)
  const wakeUps = new WakeUps(connect, `${base}ready`)
  return new RedisInboxStore({ runner, wakeUps, base, settings, leaseClock })
}
