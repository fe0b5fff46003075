import { idempotencyKey } from '../deduplication/idempotency-key.ts'
import type { Command, Phase } from '../protocol/command.ts'
import { normalisePlatform, type Platform } from './platform.ts'
import type { CallbackQuery } from './scan-query.ts'

/** What a handler is told beside the event. */
export interface Context<Name extends string = string, Host = unknown> {
  /** The canonical command word. */
  readonly command: Name
  /** The command word as the query wrote it: an alias, or the canonical word. */
  readonly receivedAs: string
  /** The SDKAppID, in digits. */
  readonly sdkAppId: string
  /** `after`: it happened. `before`: the answer decides. */
  readonly phase: Phase
  /** The address of the acting client as Tencent reports it: unsigned, not the address of the caller. */
  readonly clientIp: string | undefined
  /** The platform of the acting client. */
  readonly platform: Platform | undefined
  /** When it happened, where the packet says so. */
  readonly eventTime: Date | undefined
  /** When the request arrived here. */
  readonly receivedAt: Date
  /** The same for every delivery of one callback: give it to whatever must not happen twice. */
  readonly idempotencyKey: string
  /** Which attempt at handling this is, from 1. */
  readonly attempt: number
  /**
   * Aborts when the result is no longer wanted: for a Before handler at the deadline, for an After
   * handler when `close({ timeout })` runs out.
   */
  readonly signal: AbortSignal
  /** The body as received. */
  readonly raw: Uint8Array
  /** The request and response of the host. */
  readonly host: Host
}

/** What the way of one callback knows once the packet is parsed. */
export interface Received<Host = unknown> {
  readonly sdkAppId: string
  readonly query: CallbackQuery
  readonly raw: Uint8Array
  readonly receivedAt: number
  readonly host: Host
  /** Aborts when the receiver closes and cannot wait any longer. */
  readonly closing: AbortSignal
}

/** Computes what few handlers ask for only when they ask. */
export class CallbackContext<Host> implements Context<string, Host> {
  readonly command: string
  readonly phase: Phase
  readonly attempt = 1
  readonly #received: Received<Host>
  readonly #eventTime: number | undefined
  #key: string | undefined
  #controller: AbortController | undefined
  #signal: AbortSignal | undefined
  #isAborted = false

  constructor(received: Received<Host>, command: string, phase: Phase, eventTime: number | undefined) {
    this.command = command
    this.phase = phase
    this.#received = received
    this.#eventTime = eventTime
  }

  get receivedAs(): string {
    return this.#received.query.CallbackCommand as string
  }
  get sdkAppId(): string {
    return this.#received.sdkAppId
  }
  get clientIp(): string | undefined {
    return this.#received.query.ClientIP
  }
  get platform(): Platform | undefined {
    const written = this.#received.query.OptPlatform
    return written === undefined ? undefined : normalisePlatform(written)
  }
  get eventTime(): Date | undefined {
    return this.#eventTime === undefined ? undefined : new Date(this.#eventTime)
  }
  get receivedAt(): Date {
    return new Date(this.#received.receivedAt)
  }
  get idempotencyKey(): string {
    this.#key ??= idempotencyKey(this.sdkAppId, this.command, this.raw)
    return this.#key
  }
  get signal(): AbortSignal {
    if (this.#signal) return this.#signal
    this.#controller = new AbortController()
    if (this.#isAborted) this.#controller.abort()
    this.#signal = AbortSignal.any([this.#controller.signal, this.#received.closing])
    return this.#signal
  }
  get raw(): Uint8Array {
    return this.#received.raw
  }
  get host(): Host {
    return this.#received.host
  }

  /** Tells the handlers that their result is no longer wanted. */
  abort(): void {
    this.#isAborted = true
    this.#controller?.abort()
  }
}

/** The time of an event in milliseconds, at the path where its command carries it. */
export function eventTimeOf(command: Command, packet: object): number | undefined {
  if (command.eventTime.length === 0) return undefined
  let value: unknown = packet
  for (const step of command.eventTime) value = (value as Record<string, unknown>)[step]
  return typeof value === 'number' ? value : undefined
}
