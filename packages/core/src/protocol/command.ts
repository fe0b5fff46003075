import type { DecidedAnswer } from './answer.ts'
import type { Validate } from './validate-function.ts'

/** The product whose pages list a command. `chat` commands arrive beside those of Live. */
export type Product = 'conference' | 'live' | 'chat' | 'call' | 'rtc-engine'

/**
 * `after`: something happened. `before`: something is about to happen and the answer decides. `answering`: something
 * happened, and the platform uses what the answer holds.
 */
export type Phase = 'after' | 'before' | 'answering'

/**
 * `command`: the query names the command, and a token signs the query. `rtc-engine`: the body names the event by a number, and a
 * key signs the body. `call-v1`: the query names the command in another way, and nothing is signed.
 */
export type ProtocolName = 'command' | 'rtc-engine' | 'call-v1'

/** What a Before handler can decide. */
export type VerdictKind = 'allow' | 'deny' | 'drop' | 'replace'

/** A field that an edition printed elsewhere: its path there, and the documented path. */
export interface Placement {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Where a packet tells when it happened, in dots; `0` is the first of a list. */
export interface TimeField {
  readonly path: string
  readonly unit: 'ms' | 's'
}

/**
 * What the callbacks of a command share with those that they are ordered against: one value, or the two users of a
 * conversation in either order. `kind` keeps the ids of users, calls and tasks apart; a live room and its message group
 * have one id, so both are a `room`.
 */
export interface OrderKey {
  readonly kind: 'room' | 'conversation' | 'user' | 'call' | 'task' | 'session' | 'account'
  /** Where they stand, in dots (`0` is the first of a list): the first that is there counts, of a conversation both. */
  readonly paths: readonly string[]
}

/** The shape of a body, as the normaliser, the drift report and the search for a violation walk it. */
export type Shape =
  | { readonly kind: 'identifier' | 'occupant' | 'flag' | 'stamp' }
  /** `only`: nothing but these. */
  | { readonly kind: 'text' | 'integer'; readonly only?: readonly (string | number)[] }
  /** Nothing in it is converted. `type`, `either`: what it must be nevertheless. */
  | { readonly kind: 'open'; readonly type?: 'object' | 'number'; readonly either?: readonly Shape[] }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** `takesOne`: a single value becomes a list of one. */
  | { readonly kind: 'list'; readonly item: Shape; readonly takesOne?: true }
  | {
      readonly kind: 'object'
      readonly required: readonly string[]
      readonly fields: { readonly [field: string]: Shape }
    }

/** Whether a packet fits. What does not fit is asked for afterwards. */
export type Check = (packet: unknown) => boolean

/** The rules for the answer of a Before or answering command; fields are schemas until they are compiled. */
export interface AnswerRules<Fields = Validate> {
  /** What a Before handler can decide; empty for an answering command. */
  readonly verdicts: readonly VerdictKind[]
  /** First and last code that the platform passes on to the client. Left out, `deny()` takes 1 alone. */
  readonly codes?: readonly [first: number, last: number]
  /** What Tencent does when no valid answer arrives in time. */
  readonly platformDefault: 'allow' | 'deny'
  /** What an answer holds beside the verdict: the fields of `allow()`, `replace()` or `answer()`. */
  readonly fields?: { readonly [kind in 'allow' | 'replace' | 'answer']?: Fields }
  /** Present where each asked user gets a result of its own (`Sns.CallbackPrev*`): the list that names them. */
  readonly eachOf?: string
}

/** The rules, with what is brought for them: a bundle of families that ask about one user at a time is without it. */
export interface BroughtRules extends AnswerRules {
  /** Makes the answer that has a result for each user, where there is `eachOf`. */
  readonly answerForEach?: AnswerForEach | undefined
}

export type AnswerForEach = (
  rules: AnswerRules,
  packet: Record<string, unknown>,
  decided: DecidedAnswer,
) => DecidedAnswer

/** A command as the receiver knows it. */
export interface Command {
  readonly name: string
  /** The folder of its kind: `room`, `live`, `group`; `own` for one made by `defineCommand`. */
  readonly family: string
  /** The way in which it comes; another way is refused. */
  readonly protocol: ProtocolName
  readonly phase: Phase
  readonly summary: string
  readonly products: readonly Product[]
  readonly documents: readonly string[]
  readonly aliases: readonly string[]
  readonly placements: readonly Placement[]
  /** The first that is there counts. */
  readonly eventTime: readonly TimeField[]
  /** Absent where nothing orders its callbacks against others. */
  readonly orderKey?: OrderKey
  readonly deduplicate: boolean
  /** By what a repeated delivery is recognised, where the request has it. Absent: by the body. */
  readonly identifiedBy?: 'request-id'
  /** Absent for After commands. */
  readonly answer?: AnswerRules
  readonly shape: Shape
  /** Whether a packet fits. Of a command made by `defineCommand` it tells what does not fit; of others `violationOf` does. */
  readonly validate: Check & Pick<Validate, 'errors'>
}

/** The commands of one folder, with which a receiver can be made that knows no others. */
export interface Family<Name extends string = string> {
  /** The folder: `live`. */
  readonly name: string
  readonly commands: readonly Command[]
  /** What receives its callbacks, where they come in a way of their own. */
  readonly protocol?: object | undefined
  /** Never there: the names of its commands, for the compiler. */
  readonly names?: Name
}
