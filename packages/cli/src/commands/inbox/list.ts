import type { EntryState, InboxEntry } from '@room-callbacks/core/inbox'
import type { Colours } from '../../print/colours.ts'
import { tableLines } from '../../print/table.ts'
import type { Run } from '../command-definition.ts'
import { type FilterFlags, matching } from './chosen-entries.ts'
import { timeOf, viewOf } from './entry-view.ts'
import { withInbox } from './with-inbox.ts'

/** What is listed. */
export interface ListFlags extends FilterFlags {
  readonly state?: EntryState
  /** Unit: entries. */
  readonly limit: number
}

/** Lists entries of a state, oldest first. */
export const list: Run<ListFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const { state = 'dead', limit } = flags
    let shown = 0
    let hasMore = false
    async function* first(): AsyncGenerator<InboxEntry> {
      for await (const entry of matching(inbox, state, flags, io)) {
        hasMore = shown === limit
        if (hasMore) return
        shown++
        yield entry
      }
    }
    await output.results(first(), { view: viewOf, text: entryLines })
    if (shown === 0) output.text(`Nothing is ${state}.`)
    if (hasMore) output.note(`Only the oldest ${limit} are shown; --limit shows more.`)
    return 'ok'
  })

/** A line of what it is, one of why it failed, and one of the id, which is long. */
function entryLines({ record, attempts, error }: InboxEntry, { dim }: Colours): string[] {
  const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  const [line = ''] = tableLines([[timeOf(record.receivedAt), record.command, record.orderKey ?? '', tried]])
  return [line, ...(error ? [`  ${error.code}: ${error.message}`] : []), dim(`  ${record.id}`)]
}
