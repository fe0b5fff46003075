import { Refusal } from '../../errors/refusal.ts'
import type { Phase } from '../../protocol/command.ts'
import type { Reply } from '../../reply.ts'
import { Replayed } from '../replayed.ts'
import type { CallbackRequest } from '../request.ts'
import { HandlingNotes } from './handling-notes.ts'
import type { Observation, Passing, SignatureState } from './observation.ts'
import type { Watch } from './watch.ts'

/** What the way of a callback leaves behind for its observers. */
export interface Passed {
  readonly request: CallbackRequest
  readonly receivedAs: string
  readonly sdkAppId: string | undefined
  readonly receivedAt: number
  readonly raw: Uint8Array | undefined
  readonly isReparsed: boolean
  readonly reply: Reply
  /** What the step that refused it threw. */
  readonly thrown: unknown
  /** Whether the app has a token. */
  readonly isSigned: boolean
  readonly valid: ValidCallback | undefined
}

interface ValidCallback {
  readonly event: NonNullable<Passing['event']>
  readonly context: { readonly command: string; readonly phase: Phase; readonly idempotencyKey: string }
}

/** Accompanies one callback. Made only while somebody observes. */
export class WatchedCallback {
  readonly notes: HandlingNotes
  readonly #watch: Watch
  readonly #startedAt = performance.now()
  #observation: Observation | undefined

  constructor(watch: Watch) {
    this.#watch = watch
    this.notes = new HandlingNotes(() => {
      if (this.#observation) watch.tell('changed', this.#observation)
    })
  }

  /** Tells the observers of the answer. */
  answered(passed: Passed): void {
    const answeredAfter = performance.now() - this.#startedAt
    this.#observation = new AnsweredCallback(passed, answeredAfter, this.notes)
    this.#watch.tell('answered', this.#observation, { request: passed.request, event: passed.valid?.event })
  }
}

class AnsweredCallback implements Observation {
  readonly method
  readonly query
  readonly headers
  readonly remoteAddress
  readonly receivedAs
  readonly sdkAppId
  readonly receivedAt
  readonly answeredAfter
  readonly raw
  readonly isReparsed
  readonly command
  readonly phase
  readonly idempotencyKey
  readonly signature: SignatureState
  readonly reply
  readonly refusal: Refusal | undefined
  readonly isReplay
  readonly origin
  readonly #notes: HandlingNotes

  constructor(passed: Passed, answeredAfter: number, notes: HandlingNotes) {
    const { request, valid, thrown } = passed
    const replayed = request.host instanceof Replayed ? request.host : undefined
    this.method = request.method
    this.query = request.query
    this.headers = request.headers
    this.remoteAddress = request.remoteAddress
    this.receivedAs = passed.receivedAs
    this.sdkAppId = passed.sdkAppId
    this.receivedAt = passed.receivedAt
    this.answeredAfter = answeredAfter
    this.raw = passed.raw
    this.isReparsed = passed.isReparsed
    this.command = valid?.context.command
    this.phase = valid?.context.phase
    this.idempotencyKey = valid?.context.idempotencyKey
    this.reply = passed.reply
    this.refusal = thrown instanceof Refusal ? thrown : undefined
    this.signature = signatureState(passed, this.refusal)
    this.isReplay = replayed !== undefined
    this.origin = replayed?.origin
    this.#notes = notes
  }

  get handledFor(): number | undefined {
    return this.#notes.handledFor
  }
  get isHandling(): boolean {
    return this.#notes.isHandling
  }
  get errors(): HandlingNotes['errors'] {
    return this.#notes.errors
  }
}

const before = new Set<string | undefined>(['wrong-method', 'malformed-query', 'foreign-app'])

function signatureState({ isSigned }: Passed, refusal: Refusal | undefined): SignatureState {
  if (before.has(refusal?.code)) return 'not-reached'
  if (!isSigned) return 'unchecked'
  if (refusal?.code === 'bad-signature') return 'wrong'
  return refusal?.code === 'stale' ? 'stale' : 'valid'
}
