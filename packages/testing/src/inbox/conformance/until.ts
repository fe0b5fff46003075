import assert from 'node:assert/strict'
import type { Inbox, InboxStats } from '@room-callbacks/core/inbox'

const interval = 5
const patience = 20_000

/** Waits, in ms. */
export function pass(duration: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration))
}

/** Waits for a condition. @throws AssertionError with the promise that was not kept */
export async function until(promise: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + patience
  while (!(await isTrue())) {
    assert.ok(performance.now() < end, `${promise}, and it was not so for ${patience / 1000} s`)
    await pass(interval)
  }
}

/** Waits for numbers in the statistics. */
export async function untilStats(inbox: Inbox, expected: Partial<InboxStats>): Promise<void> {
  const names = Object.keys(expected) as (keyof InboxStats)[]
  await until(`stats() should come to ${JSON.stringify(expected)}`, async () => {
    const stats = await inbox.stats()
    return names.every((name) => stats[name] === expected[name])
  })
}

/** Checks that something is refused with a code. */
export async function refusesWith(code: string, promise: string, work: () => Promise<unknown>): Promise<void> {
  await assert.rejects(async () => work(), { code }, `${promise} is refused with ${code}`)
}
