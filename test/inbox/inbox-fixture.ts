import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import {
  type AttemptResult,
  createInbox,
  type Inbox,
  type InboxClocks,
  type InboxOptions,
  type InboxRecord,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import type { InboxMemory } from '@room-callbacks/testing'
import type { Test } from 'tap'
import { TroubledStore } from './troubled-store.ts'

interface StoreParts {
  readonly memory?: InboxMemory
  readonly leaseClock?: () => number
}

/** An inbox over a store that a test can trouble; both are gone when the test ends. */
export function troubledInbox(
  t: Test,
  options: InboxOptions = {},
  { leaseClock, memory, ...clocks }: Partial<InboxClocks> & StoreParts = {},
): { inbox: Inbox; store: TroubledStore } {
  const settings = readInboxOptions({ backoff: 5, maxBackoff: 5, ...options })
  const store = new TroubledStore(settings, memory, leaseClock)
  const inbox = createInbox(store, settings, clocks)
  t.teardown(() => inbox.close({ timeout: 100 }).catch(() => {}))
  return { inbox, store }
}

/** The causes that are told on `room-callbacks:inbox-failed` during a test. */
export function toldFailures(t: Test): unknown[] {
  const causes: unknown[] = []
  const listen = (message: unknown) => causes.push((message as { cause: unknown }).cause)
  subscribe('room-callbacks:inbox-failed', listen)
  t.teardown(() => unsubscribe('room-callbacks:inbox-failed', listen))
  return causes
}

/** A record whose id is all that matters. */
export function recordOf(id: string, fields: Partial<InboxRecord> = {}): InboxRecord {
  const [sdkAppId, command, receivedAs] = ['1400000000', 'Room.CallbackAfterDestroyRoom', 'destroy']
  return { id, idempotencyKey: id, sdkAppId, command, receivedAs, receivedAt: 0, body: new Uint8Array(), ...fields }
}

/** Waits for a condition; a test that waits in vain ends by its time-out. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** A promise that a test ends; what it gives is for an attempt, or nothing for a method of the store. */
export class Gate<Value = void> {
  open: (value: Value) => void = () => {}
  isWaiting = false
  /** Begins to wait. */
  readonly wait = (): Promise<Value> =>
    new Promise((resolve) => {
      this.open = resolve
      this.isWaiting = true
    })
}

export const handled: AttemptResult = { state: 'handled' }
export const failed: AttemptResult = { state: 'failed', error: { code: 'handler-failed', message: 'as asked' } }
export const never = () => new Promise<never>(() => {})

/** Rejects as often as said, then goes on. */
export function failing(times: number, cause: Error): () => Promise<void> {
  let left = times
  return async () => {
    if (left-- > 0) throw cause
  }
}
