import type { Refusal } from '../../errors/refusal.ts'
import type { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Attempt, AttemptResult } from '../../inbox/inbox.ts'
import type { InboxRecord } from '../../inbox/inbox-record.ts'
import type { Phase } from '../../protocol/command.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { Reply } from '../../reply.ts'
import type { CallbackRequest } from '../request.ts'

/**
 * What became of the token signature. `unchecked`: the app has no token, or it is a replay; `not-reached`: the callback
 * was refused before.
 */
export type SignatureState = 'valid' | 'wrong' | 'expired' | 'unchecked' | 'not-reached'

/** What handlers made of a callback; it grows for as long as they run. */
export interface Handling {
  /** How long handlers ran, from the start of the first to the end of the last. Unit: ms. Undefined: none ended yet. */
  readonly handlerTimeMs: number | undefined
  /** Whether a handler still runs. */
  readonly isHandling: boolean
  /** What went wrong in handlers and hooks: the cause is what they threw. */
  readonly errors: readonly RoomCallbacksError[]
}

/**
 * A callback that was answered. Nothing is copied or formatted for it: it holds its request and its packet, so keep it
 * for moments only.
 */
export interface Observation extends Handling {
  /** Counts the observations of a receiver, from 1: it tells them apart, so that none must be kept for that. */
  readonly number: number
  readonly method: string
  /** The query string as it came, its `Sign` included: redact it before it leaves the process. */
  readonly query: string
  /** The header fields as they came, credentials included. */
  readonly headers: CallbackRequest['headers']
  readonly remoteAddress: string | undefined
  /** The command word as the query wrote it. */
  readonly receivedAs: string
  /** The SdkAppid as the query wrote it. */
  readonly sdkAppId: string | undefined
  /** When the request arrived. Unit: ms since 1970. */
  readonly receivedAt: number
  /** How long the answer took. Unit: ms. */
  readonly responseTimeMs: number
  /** The body, if it was read. */
  readonly raw: Uint8Array | undefined
  /** Whether another parser had made a value of the body, so that digits may be lost. */
  readonly isReparsed: boolean
  /** The canonical command word; undefined when no command was resolved. */
  readonly command: string | undefined
  readonly phase: Phase | undefined
  /** Undefined when no command was resolved. Computed when it is read first. */
  readonly idempotencyKey: string | undefined
  readonly signature: SignatureState
  readonly reply: Reply
  /** Whether its handlers run when an inbox delivers it, and not for this observation. */
  readonly isForInbox: boolean
  /** Why it was refused. */
  readonly refusal: Refusal | undefined
  /** Whether it came from `replay`, and not over the network. */
  readonly isReplay: boolean
  /** What the caller of `replay` gave as `origin`. */
  readonly origin: unknown
}

/** What an observer may look at, and must not keep for longer than its observation. */
export interface Passing {
  readonly request: CallbackRequest
  /** The event as its handlers got it; undefined when no command was resolved. */
  readonly event: Packet | undefined
}

/** One attempt at a callback that an inbox held. */
export interface ObservedDelivery extends Handling {
  readonly record: InboxRecord
  /** From 1. */
  readonly attempt: Attempt['number']
  /** When it began. Unit: ms since 1970. */
  readonly startedAt: number
  readonly result: AttemptResult
}

/** Told of every callback of a receiver. What it throws goes to the `error` hook as `hook-failed`. */
export interface Observer {
  /** Called once for each callback, when its answer is known. */
  answered(observation: Observation, passing: Passing): void
  /** Called when handlers that went on after the answer came to their end or failed. */
  changed?(observation: Observation): void
  /** Called at the end of each attempt of this process at a callback that an inbox held. */
  delivered?(delivery: ObservedDelivery, event: Packet | undefined): void
}
