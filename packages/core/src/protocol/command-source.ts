import type { TSchema } from 'typebox'
import type { Decision, Placement, Product } from './command.ts'

/**
 * A command as it is written down once, by hand. The generator makes the validator, the published
 * interface, the JSON Schema and the catalog entry from it.
 */
export interface CommandSource {
  /** The canonical command word. */
  readonly name: string
  /** What happened, in one sentence. */
  readonly summary: string
  readonly products: readonly Product[]
  /** Where Tencent documents it: trtc.io document numbers, or `product/number` for Chinese pages. */
  readonly documents: readonly string[]
  /** Other words under which the same command was published. */
  readonly aliases?: readonly string[]
  /** Where an edition printed a field in another place or casing. */
  readonly placements?: readonly Placement[]
  /** The field with the time of the event in milliseconds; `EventTime` unless said otherwise. */
  readonly eventTime?: readonly string[]
  /** False where two equal packets can be two events. */
  readonly deduplicate?: false
  /** How a Before command is decided; absent for an After command. */
  readonly decision?: DecisionSource
  /** The body as handlers see it, without `CallbackCommand`. */
  readonly body: { readonly [field: string]: TSchema }
}

/** What a Before command lets its receiver decide. */
export type DecisionSource = Decision<TSchema>
