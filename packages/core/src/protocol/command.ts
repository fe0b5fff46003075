import type { Validate } from './validate-function.ts'

/** The product whose pages list a command. `chat` commands arrive beside those of Live. */
export type Product = 'conference' | 'live' | 'chat'

/** `after`: something happened. `before`: something is about to happen and the answer decides. */
export type Phase = 'after' | 'before'

/** What a Before handler can decide. */
export type VerdictKind = 'allow' | 'deny' | 'drop' | 'replace'

/** A field that an edition printed elsewhere: its path there, and the documented path. */
export interface Placement {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** The shape of a body, as the normaliser and the drift report walk it. */
export type Shape =
  | { readonly kind: 'text' | 'identifier' | 'occupant' | 'flag' | 'integer' | 'open' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly item: Shape }
  | {
      readonly kind: 'object'
      readonly required: readonly string[]
      readonly fields: { readonly [field: string]: Shape }
    }

/** The rules for answering a Before command; the replacement is a schema until it is compiled. */
export interface Decision<Replacement = Validate> {
  readonly verdicts: readonly VerdictKind[]
  /** First and last code that the platform passes on to the client. */
  readonly codes: readonly [first: number, last: number]
  /** What Tencent does when no valid answer arrives in time. */
  readonly platformDefault: 'allow' | 'deny'
  /** The fields with which `replace()` rewrites what is delivered; absent where nothing can be replaced. */
  readonly replacement?: Replacement
}

/** A command as the receiver knows it. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly products: readonly Product[]
  readonly documents: readonly string[]
  readonly aliases: readonly string[]
  readonly placements: readonly Placement[]
  readonly eventTime: readonly string[]
  readonly deduplicate: boolean
  /** Present for Before commands only. */
  readonly decision?: Decision
  readonly shape: Shape
  readonly validate: Validate
}
