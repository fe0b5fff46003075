import type { RefusalCode } from '../errors/refusals.ts'
import type { Success } from '../outcome.ts'
import type { Command } from '../protocol/command.ts'
import type { Packet } from '../protocol/packet/parse-packet.ts'
import type { Reply } from '../reply.ts'

/** What is known of a callback before its body is read. */
export interface Envelope {
  readonly protocol: Protocol
  /** The SDKAppID as the request wrote it. */
  readonly sdkAppId: string | undefined
  /** The command word as the request wrote it. */
  readonly receivedAs: string
  /** The address of the acting client. */
  readonly clientIp: string | undefined
  /** The platform of the acting client, as written. */
  readonly platform: string | undefined
  /** What is wrong with it. */
  readonly malformed: string | undefined
}

/** The part of a request that an envelope is read from. */
export interface EnvelopeRequest {
  /** The query string, without its question mark. */
  readonly query: string
}

/** What proves that a callback of an app is genuine; what is missing is not checked. */
export interface AppSecrets {
  readonly signature: TokenSignatures | undefined
}

/** Checks the signatures that are made with the tokens of an app. */
export interface TokenSignatures {
  /** For what takes them out of a text that is shown. */
  readonly tokens: readonly string[]
  isSigned(sign: string, requestTime: string): boolean
}

/** When a callback arrived, and how far from that its signature may lie. */
export interface SignatureTime {
  /** Unit: ms since 1970. */
  readonly receivedAt: number
  /** Unit: s. */
  readonly window: number
}

/** A way in which Tencent sends callbacks. */
export interface Protocol {
  /**
   * The envelope of a request, or undefined when it is not of this protocol. Every request of the app comes here, so it
   * costs next to nothing.
   */
  readEnvelope(request: EnvelopeRequest): Envelope | undefined
  /** Checks what the envelope alone can prove. @throws `bad-signature`, `expired-signature` */
  verifyEnvelope(envelope: Envelope, secrets: AppSecrets, time: SignatureTime): void
  /** The command of a packet; undefined for one that is not in the catalog. @throws `command-mismatch` */
  resolveCommand(word: string, packet: Packet, catalog: CommandLookup): Command | undefined
  /** The replies without content of their own, made once. */
  readonly replies: {
    readonly ok: { readonly [outcome in Success]: Reply }
    readonly refusals: { readonly [code in RefusalCode]: Reply }
  }
}

/** Finds a command by its word or an alias. */
export interface CommandLookup {
  find(word: string): Command | undefined
}
