import { Refusal } from '../../errors/refusal.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { CallbackContext } from '../callback-context.ts'
import { Replayed } from '../replayed.ts'
import type { HandlingNotes } from './handling-notes.ts'
import type { Observation, SignatureState } from './observation.ts'
import type { Passed } from './watched-callback.ts'

/** A callback whose command was resolved, and which fits its schema. */
export interface ValidCallback {
  readonly event: Packet
  readonly context: Pick<CallbackContext<unknown>, 'command' | 'phase' | 'idempotencyKey'>
}

/** An observation: what is not known at the answer is read from the notes. */
export class AnsweredCallback implements Observation {
  // Declared, so that each is written once.
  declare readonly number: Observation['number']
  declare readonly method: Observation['method']
  declare readonly query: Observation['query']
  declare readonly headers: Observation['headers']
  declare readonly remoteAddress: Observation['remoteAddress']
  declare readonly receivedAs: Observation['receivedAs']
  declare readonly sdkAppId: Observation['sdkAppId']
  declare readonly receivedAt: Observation['receivedAt']
  declare readonly answeredAfter: Observation['answeredAfter']
  declare readonly raw: Observation['raw']
  declare readonly isReparsed: Observation['isReparsed']
  declare readonly command: Observation['command']
  declare readonly phase: Observation['phase']
  declare readonly signature: Observation['signature']
  declare readonly reply: Observation['reply']
  declare readonly isForInbox: Observation['isForInbox']
  declare readonly refusal: Observation['refusal']
  declare readonly isReplay: Observation['isReplay']
  declare readonly origin: Observation['origin']
  readonly #notes: HandlingNotes
  readonly #context: ValidCallback['context'] | undefined

  constructor(passed: Passed, reply: Observation['reply'], answeredAfter: number, notes: HandlingNotes) {
    const { parts, request, query, valid, thrown } = passed
    const replayed = request.host instanceof Replayed ? request.host : undefined
    this.#notes = notes
    this.#context = valid?.context
    this.number = parts.watch.nextNumber()
    this.method = request.method
    this.query = request.query
    this.headers = request.headers
    this.remoteAddress = request.remoteAddress
    this.receivedAs = query.CallbackCommand as string
    this.sdkAppId = query.SdkAppid
    this.receivedAt = passed.receivedAt
    this.answeredAfter = answeredAfter
    this.raw = passed.raw
    this.isReparsed = passed.isReparsed
    this.command = valid?.context.command
    this.phase = valid?.context.phase
    this.reply = reply
    this.isForInbox = parts.settings.inbox !== undefined && valid?.context.phase === 'after'
    this.refusal = thrown instanceof Refusal ? thrown : undefined
    this.signature = signatureState(passed, this.refusal)
    this.isReplay = replayed !== undefined
    this.origin = replayed?.origin
  }

  get idempotencyKey(): string | undefined {
    return this.#context?.idempotencyKey
  }
  get handledFor(): number | undefined {
    return this.#notes.handledFor
  }
  get isHandling(): boolean {
    return this.#notes.isHandling
  }
  get errors(): Observation['errors'] {
    return this.#notes.errors
  }
}

const refusedBefore = new Set<string>(['wrong-method', 'malformed-query', 'foreign-app'])

function signatureState({ parts, query }: Passed, refusal: Refusal | undefined): SignatureState {
  if (refusal && refusedBefore.has(refusal.code)) return 'not-reached'
  // Whoever came so far named an app.
  if (parts.settings.apps.get(query.SdkAppid as string) === undefined) return 'unchecked'
  if (refusal?.code === 'bad-signature') return 'wrong'
  return refusal?.code === 'stale' ? 'stale' : 'valid'
}
