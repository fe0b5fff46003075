import { type EntryState, type InboxOperations, readEntries } from '@room-callbacks/core/inbox'
import { Failure } from '../failure.ts'
import type { Changed } from '../wire-inbox.ts'
import { type Fields, textIn, withInbox } from './asked-inbox.ts'
import type { Inspection } from './inspection.ts'

/** Ids of one request; all that fit a filter are asked for by the filter. */
const mostIds = 1000

/** Gives dead letters new attempts. @throws Failure */
export function retryLetters(inspection: Inspection, fields: Fields): Promise<Changed> {
  const chosen = chosenIn(fields)
  return withInbox(inspection, fields, async (inbox) => {
    if (chosen.isAll) return { changed: await inbox.retry('all') }
    return changeEach(inbox, 'dead', chosen, (id) => inbox.retry(id))
  })
}

/** Forgets dead letters or recorded decisions. @throws Failure */
export function purgeLetters(inspection: Inspection, fields: Fields): Promise<Changed> {
  const chosen = chosenIn(fields)
  const { state = 'dead' } = fields
  if (state !== 'dead' && state !== 'recorded') throw Failure.request('state: expected dead or recorded.')
  return withInbox(inspection, fields, async (inbox) => {
    if (chosen.isAll) return { changed: await inbox.purge({ state }) }
    return changeEach(inbox, state, chosen, (id) => inbox.purge({ id }))
  })
}

/** What a page chose: ids, or all that fit a filter. */
interface Chosen {
  readonly ids: readonly string[] | undefined
  readonly command: string | undefined
  readonly code: string | undefined
  readonly orderKey: string | undefined
  /** Everything, without a filter. */
  readonly isAll: boolean
}

/** Without a word of what is meant nothing is changed. */
function chosenIn(fields: Fields): Chosen {
  const { ids, all } = fields
  const [command, code, orderKey] = ['command', 'code', 'orderKey'].map((name) => textIn(fields, name))
  if (all === true && ids === undefined) {
    const isAll = [command, code, orderKey].every((filter) => filter === undefined)
    return { ids: undefined, command, code, orderKey, isAll }
  }
  const isList = Array.isArray(ids) && ids.length <= mostIds && ids.every((id) => typeof id === 'string')
  // An inbox takes this word for all of them.
  if (!isList || ids.includes('all')) throw Failure.request(`Expected ids, ${mostIds} at most, or all: true.`)
  return { ids, command, code, orderKey, isAll: false }
}

async function changeEach(
  inbox: InboxOperations,
  state: EntryState,
  { ids, ...filter }: Chosen,
  change: (id: string) => Promise<number>,
): Promise<Changed> {
  const meant = ids ? [...ids] : []
  if (!ids) for await (const { record } of readEntries(inbox, state, filter)) meant.push(record.id)
  let changed = 0
  for (const id of meant) changed += await change(id)
  return { changed }
}
