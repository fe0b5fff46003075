import { setTimeout as pass } from 'node:timers/promises'
import type { AnyEvent, Context } from '@room-callbacks/node'
import { firstEventTime } from '../identity.ts'
import type { Ledger, LedgerLine } from '../ledger.ts'

/** The handler of a run: a few ms of work, whose effect is a line in the ledger. Some callbacks fail at first. */
export async function enter(ledger: Ledger, event: AnyEvent, context: Context): Promise<void> {
  const { idempotencyKey: key, attempt, eventTime, signal } = context
  const { RoomId, RoomInfo, GroupId } = event as { RoomId?: string; RoomInfo?: { RoomId: string }; GroupId?: string }
  const room = (RoomId ?? RoomInfo?.RoomId ?? GroupId) as string
  const sequence = (eventTime as Date).getTime() - firstEventTime
  const write = (kind: LedgerLine['kind']) =>
    ledger.append({ kind, process: process.pid, key, attempt, room, sequence })
  write('began')
  const tellLoss = () => write('lost')
  signal.addEventListener('abort', tellLoss, { once: true })
  await pass(sequence % 5)
  signal.removeEventListener('abort', tellLoss)
  if (attempt === 1 && sequence % 20 === 0) {
    write('failed')
    throw new Error('It fails at first.')
  }
  write('ended')
}
