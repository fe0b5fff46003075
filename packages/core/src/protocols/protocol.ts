import type { RefusalCode } from '../errors/refusals.ts'
import type { Success } from '../outcome.ts'
import type { Command, ProtocolName } from '../protocol/command.ts'
import type { Packet } from '../protocol/packet/parse-packet.ts'
import type { Reply } from '../reply.ts'

/** What is known of a callback before its body is read. */
export interface Envelope {
  readonly protocol: Protocol
  /** The SDKAppID as the request wrote it. */
  readonly sdkAppId: string | undefined
  /**
   * The command word as the request wrote it. Where the body names the command, it is the word of the protocol alone until the
   * body is parsed.
   */
  receivedAs: string
  /** The address of the acting client. */
  readonly clientIp: string | undefined
  /** The platform of the acting client, as written. */
  readonly platform: string | undefined
  /** The id of the request, as written; empty or undefined where the platform sends none. */
  readonly requestId: string | undefined
  /** What is wrong with it. */
  readonly malformed: string | undefined
}

/** The part of a request that an envelope is read from. */
export interface EnvelopeRequest {
  readonly method: string
  /** The query string, without its question mark. */
  readonly query: string
  /** Header fields by their lower-case names. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
}

/** What proves that a callback of an app is genuine. */
export interface AppSecrets {
  /** Undefined: callbacks that are signed with a token are not checked. */
  readonly signature: TokenSignatures | undefined
  /** False: events of RTC Engine are not checked. Undefined: none is genuine. */
  readonly key: KeySignatures | false | undefined
}

/** Checks the signatures that are made with the tokens of an app. */
export interface TokenSignatures {
  /** For what takes them out of a text that is shown. */
  readonly tokens: readonly string[]
  isSigned(sign: string, requestTime: string): boolean
}

/** Checks the signatures that are made over a body with the keys of an app. */
export interface KeySignatures {
  /** For what takes them out of a text that is shown. */
  readonly keys: readonly string[]
  isSigned(sign: string, body: Uint8Array): boolean
}

/** When a callback arrived, and how far from that its signature may lie. */
export interface SignatureTime {
  /** Unit: ms since 1970. */
  readonly receivedAt: number
  /** Unit: s. */
  readonly window: number
}

/** How the option is read that holds the keys of a protocol. */
export interface KeyOption {
  /** What is wrong with the option, with its place in it. */
  readonly mistakeOf: (option: unknown) => string | undefined
  /** What the signatures over a body are checked with. */
  readonly checkOf: (keys: string | readonly string[] | false | undefined) => KeySignatures | false | undefined
  /** Warns that the option lets callbacks through without a check. */
  warn(option: unknown): void
}

/** What a query says of a callback that is replayed. */
export interface ReplayedFields {
  readonly sdkAppId: string
  readonly command: string
  readonly clientIp?: string | undefined
  readonly platform?: string | undefined
  readonly requestId?: string | undefined
}

/** A way in which Tencent sends callbacks. */
export interface Protocol {
  readonly name: ProtocolName
  /** The option that holds what its callbacks are verified with; undefined where nothing is signed. */
  readonly secret: 'token' | 'key' | undefined
  /** The option that says when its callbacks are answered at the latest. */
  readonly deadline: 'deadline' | 'engineDeadline'
  /** Whether the options turn it on. Left out: every receiver takes its callbacks. */
  isReceived?(options: { readonly key?: unknown; readonly callV1?: unknown }): boolean
  /** How the option `key` is read, where it is the protocol's own. */
  readonly keyOption?: KeyOption
  /**
   * The envelope of a request, or undefined when it is not of this protocol. Every request of the app comes here, so it
   * costs next to nothing.
   */
  readEnvelope(request: EnvelopeRequest): Envelope | undefined
  /** Checks what the envelope alone can prove. @throws `bad-signature`, `expired-signature` */
  verifyEnvelope(envelope: Envelope, secrets: AppSecrets, time: SignatureTime): void
  /** Whether its callbacks are checked with these secrets, for those who observe them. */
  isChecked(secrets: AppSecrets): boolean
  /** Why a body is only genuine by its bytes as received, and how they are kept; undefined where it is not. Left out: never. */
  bytesNeeded?(secrets: AppSecrets): string | undefined
  /** Checks the bytes of a body; a callback is not genuine before that. @throws `bad-signature` */
  readonly verifyBody?: ((envelope: Envelope, secrets: AppSecrets, body: Uint8Array) => void) | undefined
  /** The command of a packet; undefined for one that is not in the catalog. @throws `command-mismatch` */
  resolveCommand(envelope: Pick<Envelope, 'receivedAs'>, packet: Packet, catalog: CommandLookup): Command | undefined
  /** The query that observers are shown of a replay. */
  replayedQuery(fields: ReplayedFields): string
  /** What of a body stays the same when it is delivered again. Left out: all of it. */
  identityOf?(raw: Uint8Array): string
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
