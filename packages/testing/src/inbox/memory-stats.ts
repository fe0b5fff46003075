import type { EntryState, InboxStats } from '@room-callbacks/core/inbox'
import { type InboxMemory, minute } from './inbox-memory.ts'

/** The memory in numbers. */
export function statsOf(memory: InboxMemory, now: number): InboxStats {
  memory.forgetHandled(now)
  const unhandled = (['waiting', 'running', 'delayed'] as const).flatMap((state) => memory.inState(state))
  const arrivals = unhandled.map(({ record }) => record.receivedAt)
  const count = (state: EntryState) => memory.inState(state).length
  return {
    waiting: count('waiting'),
    running: count('running'),
    delayed: count('delayed'),
    dead: count('dead'),
    recorded: count('recorded'),
    oldestAge: arrivals.length > 0 ? now - Math.min(...arrivals) : undefined,
    rate: memory.handledAt.length / (minute / 1000),
  }
}
