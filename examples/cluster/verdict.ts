import type { Book } from './book.ts'
import type { Load } from './load.ts'

/** What became of everything that was sent. */
export interface Verdict {
  readonly acknowledged: number
  readonly handled: number
  /** Acknowledged, and not handled. */
  readonly lost: number
  readonly twice: number
  readonly outOfOrder: number
}

/** Compares what was acknowledged with what was handled, room by room. */
export async function judge({ acknowledged }: Load, book: Book): Promise<Verdict> {
  const verdict = { acknowledged: 0, handled: 0, lost: 0, twice: 0, outOfOrder: 0 }
  for (const [room, sent] of acknowledged) {
    const entered = (await book.entered(room)).map(Number)
    const unique = new Set(entered)
    verdict.acknowledged += sent.length
    verdict.handled += unique.size
    verdict.lost += sent.filter((member) => !unique.has(Number(member))).length
    verdict.twice += entered.length - unique.size
    // What was not acknowledged may have been stored late, after its successor.
    const inOrder = entered.filter((member) => sent.includes(String(member)))
    verdict.outOfOrder += inOrder.filter((member, index) => member < (inOrder[index - 1] ?? 0)).length
  }
  return verdict
}
