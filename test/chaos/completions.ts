import { nameOf } from './callback.ts'
import type { Books, Handled, Handling } from './handlings.ts'

/** How the attempts at all callbacks followed each other. */
export interface Completions {
  /** Attempts after one that failed, whose process was killed, or that lost its lease. */
  readonly retries: number
  readonly afterCrash: number
  readonly afterLostLease: number
  /** Attempts that began when a later one had begun: their process was given the callback long before. */
  readonly beganTooLate: number
  /** Callbacks whose handler came to its end more than once, for one of these reasons. */
  readonly effectsTwice: number
  /** Callbacks whose process was killed between the effect and telling that the store knows of it. */
  readonly killedBeforeTelling: number
  /** The same, but the process lived: the answer of the store was lost. */
  readonly answersLost: number
  readonly faults: readonly string[]
}

type Reason = 'retries' | 'afterCrash' | 'afterLostLease'

/**
 * Handled to completion is an attempt whose handler ended and whose end the store took note of.
 * After that there must be no other; before it, each attempt must have a reason.
 */
export function checkCompletions({ handled, killed }: Books): Completions {
  const counts = { retries: 0, afterCrash: 0, afterLostLease: 0 }
  const faults: string[] = []
  let [beganTooLate, effectsTwice, killedBeforeTelling, answersLost] = [0, 0, 0, 0]
  for (const callback of handled) {
    const { handlings } = callback
    if (handlings.filter(({ finished }) => finished !== undefined).length > 1) {
      faults.push(`${nameOf(callback)} was completed twice`)
    }
    for (const [index, next] of handlings.entries()) {
      const reason = index === 0 ? undefined : reasonAfter(handlings[index - 1] as Handling, next, killed)
      if (reason === 'none') faults.push(`${nameOf(callback)} was given out again after it was completed`)
      else if (reason) counts[reason]++
      if (handlings.slice(index + 1).some(({ began }) => began < next.began)) beganTooLate++
    }
    if (handlings.filter(({ ended }) => ended !== undefined).length > 1) effectsTwice++
    const last = handlings.at(-1) as Handling
    if (last.ended === undefined || handlings.some(({ finished }) => finished !== undefined)) continue
    if (killed.has(last.process)) killedBeforeTelling++
    else answersLost++
  }
  return { ...counts, beganTooLate, effectsTwice, killedBeforeTelling, answersLost, faults }
}

function reasonAfter(held: Handling, next: Handling, killed: Books['killed']): Reason | 'none' {
  if (held.finished !== undefined) return 'none'
  if (held.failed !== undefined) return 'retries'
  const death = killed.get(held.process)
  // One that lives, and of whose end the store took no note, did not hold the callback any more.
  return death !== undefined && death < next.began ? 'afterCrash' : 'afterLostLease'
}

/** The moment at which a callback was done with, if it was: the end of its last attempt. */
export const endOf = ({ handlings }: Handled): number | undefined => handlings.at(-1)?.ended
