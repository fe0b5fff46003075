import type { EntryState, HandledCommands, InboxStats } from '@room-callbacks/core/inbox'
import { bytesOf, countsForCapacity, type InboxMemory, minute } from './inbox-memory.ts'

/** The memory in numbers. */
export function statsOf(memory: InboxMemory, now: number, commands: HandledCommands): InboxStats {
  memory.forgetHandled(now)
  const meant = (state: EntryState) => memory.inState(state).filter(({ record }) => includes(commands, record.command))
  const [waiting, running, delayed] = [meant('waiting'), meant('running'), meant('delayed')]
  const dead = memory.inState('dead')
  const arrivals = [...waiting, ...running, ...delayed].map(({ record }) => record.receivedAt)
  return {
    waiting: waiting.length,
    running: running.length,
    delayed: delayed.length,
    dead: dead.length,
    refused: dead.filter(({ isRefused }) => isRefused).length,
    unhandled: dead.filter(({ error }) => error?.code === 'unhandled').length,
    recorded: memory.inState('recorded').length,
    dropped: memory.dropped,
    bytes: bytesOf(memory.all().filter(countsForCapacity)),
    oldestAge: arrivals.length > 0 ? now - Math.min(...arrivals) : undefined,
    rate: memory.handledAt.length / (minute / 1000),
  }
}

export const includes = (commands: HandledCommands, command: string): boolean =>
  commands === '*' || commands.includes(command)
