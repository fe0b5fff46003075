import {
  type InboxOptions,
  type LeaseClockSources,
  type LeasedEntry,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import type { Test } from 'tap'
import { connectFailFast } from '../../packages/redis/src/connect/connect-fail-fast.ts'
import { RedisInboxStore } from '../../packages/redis/src/store/redis-inbox-store.ts'
import { ScriptRunner } from '../../packages/redis/src/store/script-runner.ts'
import { WakeUps } from '../../packages/redis/src/store/wake-ups.ts'

interface TestStoreOptions {
  readonly base?: string
  readonly settings?: InboxOptions
  readonly clocks?: LeaseClockSources
  readonly commandTimeout?: number
}

/** A store without an inbox around it. */
export function openTestStore(server: { readonly url: string }, options: TestStoreOptions = {}): RedisInboxStore {
  const { base = '{room-callbacks}:callbacks:', settings = {}, clocks, commandTimeout = 20_000 } = options
  const connect = () => connectFailFast(server.url, commandTimeout)
  const runner = new ScriptRunner(connect(), commandTimeout, (text) => text)
  const wakeUps = new WakeUps(connect, `${base}ready`)
  return new RedisInboxStore({ runner, wakeUps, base, settings: readInboxOptions(settings), clocks })
}

/** The same, closed when the test ends. */
export function testStore(t: Test, server: { readonly url: string }, options?: TestStoreOptions): RedisInboxStore {
  const store = openTestStore(server, options)
  t.teardown(() => store.close())
  return store
}

let count = 0

/** What the keys of a store begin with that shares nothing with others. */
export const newBase = (): string => `{store-${++count}}:`

/** Leases what is ready, for a minute. */
export async function leaseFrom(store: RedisInboxStore, limit = 10): Promise<readonly LeasedEntry[]> {
  const commands = ['Room.CallbackAfterMemberLeave']
  const request = { limit, now: Date.now(), duration: 60_000, commands, suspects: 'one' } as const
  return (await store.lease(request)).entries
}
