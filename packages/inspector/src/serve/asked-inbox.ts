import { RoomCallbacksError } from '@room-callbacks/core'
import type { EntryState, InboxOperations } from '@room-callbacks/core/inbox'
import { Failure } from '../failure.ts'
import type { Inspection } from './inspection.ts'

/** What a page asks of an inbox. */
export type Fields = Readonly<Record<string, unknown>>

const states: readonly unknown[] = ['waiting', 'running', 'delayed', 'dead', 'recorded']

/**
 * Does something with the inbox that a page names. What a store throws has lost its passwords before; why it cannot be
 * reached is what an operator has to know.
 *
 * @throws Failure
 */
export async function withInbox<Result>(
  { inboxes }: Inspection,
  { inbox: name }: Fields,
  work: (inbox: InboxOperations) => Promise<Result>,
): Promise<Result> {
  const inbox = typeof name === 'string' ? inboxes.get(name) : undefined
  if (!inbox) throw new Failure({ status: 404, code: 'unknown-inbox', message: 'There is no inbox of this name.' })
  try {
    return await work(inbox)
  } catch (error) {
    if (!(error instanceof RoomCallbacksError)) throw error
    throw new Failure({ status: 503, code: error.code, message: `${error.message} ${error.advice}` })
  }
}

/** @throws Failure */
export function stateIn({ state }: Fields): EntryState {
  if (states.includes(state)) return state as EntryState
  throw Failure.request(`state: expected one of ${states.join(', ')}.`)
}

/** A text that may be left out. @throws Failure */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  if (value === undefined || (typeof value === 'string' && value.length <= 2000)) return value
  throw Failure.request(`${name}: expected a text.`)
}
