import { countEntries, type EntryCount, type EntryCounts, type EntryState } from '@room-callbacks/core/inbox'
import { tableLines } from '../../print/table.ts'
import type { Run } from '../command-definition.ts'
import { durationOf } from './entry-view.ts'
import type { PlaceFlags } from './store-address.ts'
import { withInbox } from './with-inbox.ts'

/** How much is counted. */
export interface StatsFlags extends PlaceFlags {
  /** Unit: entries. */
  readonly limit: number
}

const states: readonly EntryState[] = ['waiting', 'running', 'delayed', 'dead']

/** Groups that are shown as text. */
const shownGroups = 10

/** Shows an inbox in numbers. */
export const stats: Run<StatsFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const numbers = await inbox.stats()
    const counted = await Promise.all(states.map((state) => countEntries(inbox, state, flags.limit)))
    const groups = Object.fromEntries(states.map((state, index) => [state, counted[index] as EntryCounts]))
    output.result({ ...numbers, groups }, ({ bold, dim }) => {
      const { oldestAge, rate, ...counts } = numbers
      const rows = Object.entries(counts).map(([name, count]) => [name, count.toLocaleString('en')])
      const oldest = oldestAge === undefined ? 'nothing waits' : durationOf(oldestAge)
      const lines = tableLines([...rows, ['oldest', oldest], ['handled', `${rate.toFixed(2)} a second`]])
      const sections = Object.entries(groups).flatMap(([state, group]) => {
        const { byCommand, byOrderKey, byCode, isComplete } = group
        const part = isComplete ? '' : `, of the oldest ${group.counted.toLocaleString('en')}`
        const section = (what: string, found: readonly EntryCount[]): string[] =>
          found.length === 0 ? [] : ['', bold(`${state}, by ${what}${part}`), ...groupLines(found, io.clock(), dim)]
        return [...section('command', byCommand), ...section('key', byOrderKey), ...section('code', byCode)]
      })
      return [...lines, ...sections]
    })
    return 'ok'
  })

function groupLines(groups: readonly EntryCount[], now: number, dim: (text: string) => string): string[] {
  const rows = groups
    .slice(0, shownGroups)
    .map(({ name, count, oldest }) => [count.toLocaleString('en'), name, dim(`oldest ${durationOf(now - oldest)}`)])
  const more = groups.length - rows.length
  return [...tableLines(rows), ...(more > 0 ? [dim(`and ${more} more`)] : [])]
}
