import type { Break } from '../send/break-connection.ts'
import type { FaultOptions } from './fault-options.ts'
import type { SeededRandom } from './seeded-random.ts'

/** What happens to one callback on purpose. */
export interface FaultPlan {
  readonly copy: 'none' | 'beside' | 'behind'
  readonly isReordered: boolean
  /** Unit: ms. */
  readonly delay: number
  /** Attempt by attempt. */
  readonly breaks: readonly (Break | undefined)[]
  /** Which of the variants that fit, from 0 to 1; undefined for none. */
  readonly variant: number | undefined
  readonly hasLargeIds: boolean
  readonly hasUnknownField: boolean
  readonly hasUnknownCommand: boolean
}

/** Draws the fate of a callback, always with as many draws: one fault more does not shift the others. */
export function drawFate(faults: FaultOptions, chance: SeededRandom, attempts: number, isBefore: boolean): FaultPlan {
  const happens = (probability = 0): boolean => chance.isTrue(probability)
  const isCopied = happens(faults.duplicate)
  const isBeside = chance.isTrue(0.5)
  const isReordered = happens(faults.reorder)
  const isDelayed = happens(faults.delay)
  const delay = chance.below((faults.delayUpTo ?? 100) + 1)
  const breaks = Array.from({ length: attempts }, (): Break | undefined => {
    const isBefore = happens(faults.dropBeforeBody)
    const isAfter = happens(faults.dropAfterBody)
    return isBefore ? 'before-body' : isAfter ? 'after-body' : undefined
  })
  const isVariant = happens(faults.variants)
  const variant = chance.fraction()
  return {
    copy: !isCopied || isBefore ? 'none' : isBeside ? 'beside' : 'behind',
    isReordered: isReordered && !isBefore,
    delay: isDelayed && !isBefore ? delay : 0,
    breaks,
    variant: isVariant ? variant : undefined,
    hasLargeIds: happens(faults.largeIds),
    hasUnknownField: happens(faults.unknownFields),
    hasUnknownCommand: happens(faults.unknownCommands),
  }
}
