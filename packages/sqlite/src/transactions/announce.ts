import { type HandledCommands, unhandledError, unhandledGrace } from '@room-callbacks/core/inbox'
import type { Store } from '../database/store.ts'
import { states } from '../layout/states.ts'
import { type Entry, entriesOf, entryColumns, isOrdered, leaveRoom, livingSince } from './entries.ts'
import { chunk, dropOldest, revive } from './operate.ts'
import { bury } from './settle.ts'

/** Notes what a process handles. What came just before, and was for no process, waits again. */
export function announce(store: Store, commands: HandledCommands, now: number): void {
  for (const command of commands === '*' ? ['*'] : commands) {
    if (store.announcements.announce(command, store.time)) reviveUnhandled(store, command, now)
  }
}

function reviveUnhandled(store: Store, command: string, now: number): void {
  const { statements, commands } = store
  const sql = `SELECT ${entryColumns}, head FROM entries JOIN records USING (sequence)
    WHERE state = ${states.refused} AND at >= ? AND error_code = 'unhandled' ORDER BY sequence`
  const letters = statements.all(sql, now - unhandledGrace) as unknown as readonly (Entry & { head: string })[]
  const id = commands.find(command)
  for (const letter of letters) if (command === '*' || letter.command === id) revive(store, letter, now)
}

/**
 * Forgets commands that no process announced for so long while others were; what waits of them becomes a dead letter. Long
 * before that it leaves its rooms.
 *
 * @returns whether there may be more
 */
export function forgetUnhandled(store: Store, now: number): boolean {
  const { announcements, settings, time } = store
  const areOthersHandled = announcements.forgetBefore(time - settings.unhandledAfter)
  for (const [command, name] of waitingCommands(store)) {
    if (areOthersHandled && announcements.isUnhandled(name)) {
      buryWaiting(store, command, now)
      return true
    }
    if (isOrdered(store) && announcements.isAbandoned(name, livingSince(store))) leaveRooms(store, command)
  }
  return false
}

function waitingCommands({ numbers, commands }: Store): [id: number, name: string][] {
  return [...numbers.commandIds()]
    .filter((command) => numbers.live(command, states.waiting) + numbers.live(command, states.blocked) > 0)
    .map((command) => [command, commands.nameOf(command)])
}

const waiting = `(state = ${states.waiting} OR state = ${states.blocked}) AND command = ?`

function buryWaiting(store: Store, command: number, now: number): void {
  const error = unhandledError(store.commands.nameOf(command))
  const sql = `SELECT ${entryColumns} FROM entries WHERE ${waiting} LIMIT ${chunk}`
  for (const entry of entriesOf(store.statements.all(sql, command))) bury(store, entry, states.refused, now, error)
  dropOldest(store, states.refused)
}

function leaveRooms(store: Store, command: number): void {
  const sql = `SELECT ${entryColumns} FROM entries WHERE ${waiting} AND room IS NOT NULL`
  for (const entry of entriesOf(store.statements.all(sql, command))) leaveRoom(store, entry)
}
