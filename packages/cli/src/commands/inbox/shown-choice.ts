import type { Colours } from '../../print/colours.ts'
import { tableLines } from '../../print/table.ts'
import type { Invocation } from '../command-definition.ts'
import type { Chosen } from './chosen-entries.ts'

/** `1 dead letter`, `12 dead letters`. */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

/** What is about to be changed, by command and code: what a user says yes to. */
export const choiceLines = ({ groups }: Chosen, { dim }: Colours): string[] =>
  tableLines(groups.map(({ command, code, count }) => [count.toLocaleString('en'), command, dim(code)]))

/**
 * Changes entries one after the other, in their order, until Ctrl-C. When it ends early, it says how far it
 * came: what was changed stays changed.
 *
 * @param done What is said of a number of them.
 */
export async function changeEach(
  { ids }: Chosen,
  change: (id: string) => Promise<number>,
  done: (count: number) => string,
  { io, output }: Pick<Invocation<object>, 'io' | 'output'>,
): Promise<number> {
  let changed = 0
  try {
    for (const [index, id] of ids.entries()) {
      io.signal.throwIfAborted()
      changed += await change(id)
      if (index % 100 === 99) output.progress(`${index + 1} of ${ids.length}`)
    }
    return changed
  } catch (error) {
    output.note(`It ended early: ${done(changed)}`)
    throw error
  }
}
