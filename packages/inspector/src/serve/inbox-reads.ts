import { countEntries, fitsFilter, readEntries } from '@room-callbacks/core/inbox'
import { Failure } from '../failure.ts'
import { entryDetailOf, entrySummaryOf } from '../views/inbox-entry.ts'
import type { EntryDetail, EntryPage, InboxNumbers } from '../wire-inbox.ts'
import { type Fields, stateIn, textIn, withInbox } from './asked-inbox.ts'
import type { Inspection } from './inspection.ts'

/** Entries of a page of the list. */
const pageSize = 50
/** Entries that are read for one page: of a million, a filter may fit none, and a page asks every few seconds. */
const mostRead = 1000
/** Entries of a state that are counted: they are read, and a page asks every few seconds. */
const mostCounted = 300

/** An inbox in numbers, and by what its entries have in common. @throws Failure */
export function readNumbers(inspection: Inspection, fields: Fields): Promise<InboxNumbers> {
  const state = stateIn(fields)
  return withInbox(inspection, fields, async (inbox) => {
    const [stats, counts] = await Promise.all([inbox.stats(), countEntries(inbox, state, mostCounted)])
    return { ...stats, counts }
  })
}

/** Some entries of a state, oldest first, without their packets. @throws Failure */
export function listEntries(inspection: Inspection, fields: Fields): Promise<EntryPage> {
  const { after } = fields
  if (after !== undefined && typeof after !== 'number') throw Failure.request('after: expected a number.')
  const [command, code, orderKey] = ['command', 'code', 'orderKey'].map((name) => textIn(fields, name))
  const state = stateIn(fields)
  return withInbox(inspection, fields, async (inbox) => {
    const entries = []
    let last = after
    let read = 0
    for await (const entry of readEntries(inbox, state, { after })) {
      if (entries.length === pageSize || read === mostRead) return { entries, hasMore: true, last }
      read++
      last = entry.position
      if (fitsFilter(entry, { command, code, orderKey })) entries.push(entrySummaryOf(entry))
    }
    return { entries, hasMore: false, last }
  })
}

/** One entry with its packet. @throws Failure */
export function readEntry(inspection: Inspection, fields: Fields): Promise<EntryDetail> {
  const id = textIn(fields, 'id') ?? ''
  return withInbox(inspection, fields, async (inbox) => {
    const entry = await inbox.get(id)
    if (entry) return entryDetailOf(entry)
    throw new Failure({ status: 404, code: 'unknown-entry', message: 'It is not kept: it was handled or purged.' })
  })
}
