import type { InboxEntry } from '@room-callbacks/core/inbox'
import type { Colours } from '../../print/colours.ts'
import { tableLines } from '../../print/table.ts'

/** `1 dead letter`, `12 dead letters`. */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

/** What is about to be changed, by command and code: what a user says yes to. */
export function choiceLines(entries: readonly InboxEntry[], { dim }: Colours): string[] {
  const groups = new Map<string, { readonly command: string; readonly code: string; count: number }>()
  for (const { record, error } of entries) {
    const [command, code] = [record.command, error?.code ?? '']
    const group = groups.get(`${command} ${code}`) ?? { command, code, count: 0 }
    group.count++
    groups.set(`${command} ${code}`, group)
  }
  return tableLines(
    [...groups.values()].map(({ command, code, count }) => [count.toLocaleString('en'), command, dim(code)]),
  )
}
