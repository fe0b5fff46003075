import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { sleep, withTimeout } from '../timers.ts'
import type { InboxStats, WaitOptions } from './inbox.ts'

/** How often it looks. Unit: ms. */
const interval = 20

/**
 * Looks at the numbers until nothing waits, runs or is delayed: the `drain` of any inbox.
 *
 * @throws `close-timeout`
 */
export async function waitUntilEmpty(stats: () => Promise<InboxStats>, { timeout }: WaitOptions): Promise<void> {
  const stop = new AbortController()
  if (await withTimeout(untilEmpty(stats, stop.signal), timeout)) return
  stop.abort()
  throw new RoomCallbacksError('close-timeout', 'Callbacks still wait, run or are delayed.')
}

async function untilEmpty(stats: () => Promise<InboxStats>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { waiting, running, delayed } = await stats()
    if (waiting + running + delayed === 0) return
    await sleep(interval, signal)
  }
}
