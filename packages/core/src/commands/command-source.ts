import type { TSchema } from 'typebox'
import type { AnswerRules, OrderKey, Phase, Placement, Product, ProtocolName, TimeField } from '../protocol/command.ts'

/**
 * A command as it is written down once, by hand: `<family>/<command word>.ts` exports it as `command`. The generator makes
 * the validator, the published interface, the JSON Schema and the catalog entry from it.
 */
export interface CommandSource {
  /** The canonical command word. */
  readonly name: string
  /** The way in which it comes. Default: its name stands in the query and in the body. */
  readonly protocol?: Exclude<ProtocolName, 'command'>
  readonly phase: Phase
  /** What happened, in one sentence. */
  readonly summary: string
  readonly products: readonly Product[]
  /** Where Tencent documents it: trtc.io document numbers, or `product/number` for Chinese pages. */
  readonly documents: readonly string[]
  /** Other words under which the same command was published. */
  readonly aliases?: readonly string[]
  /** Where an edition printed a field in another place or casing. */
  readonly placements?: readonly Placement[]
  /** Where the packet tells when it happened. Default: `EventTime` in ms, if the body has it. */
  readonly eventTime?: readonly TimeField[]
  /** What its callbacks must share to be ordered against each other. */
  readonly orderKey?: OrderKey
  /** False where two equal packets can be two events. */
  readonly deduplicate?: false
  /** Where the documents say that a repeated delivery has the same request id. */
  readonly identifiedBy?: 'request-id'
  /** How a Before or answering command is answered. */
  readonly answer?: AnswerSource
  /** The name and the description of a body that several commands share, and these. Default: each has its own. */
  readonly shape?: { readonly name: string; readonly description: string; readonly commands: readonly string[] }
  /** The body as handlers see it, without `CallbackCommand`. */
  readonly body: { readonly [field: string]: TSchema }
}

/** What the receiver of a Before or answering command can answer. */
export type AnswerSource = AnswerRules<TSchema>
