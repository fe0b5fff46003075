import type { Refusal } from '../errors/refusal.ts'
import type { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type {
  AfterCommandName,
  AnsweringCommandName,
  BeforeCommandName,
  CommandName,
  EventMap,
  RtcEngineEvent,
  VerdictMap,
} from '../generated/events.ts'
import type { Outcome } from '../outcome.ts'
import type { AnswerWith } from '../protocol/verdict.ts'
import type { Context } from './context.ts'

/** Handles what happened; awaited, its value is ignored. */
export type AfterHandler<Event, Name extends string, Host> = (event: Event, context: Context<Name, Host>) => unknown

/** Decides about what is about to happen. */
export type BeforeHandler<Event, Verdicts, Name extends string, Host> = (
  event: Event,
  context: Context<Name, Host>,
) => Verdicts | Promise<Verdicts>

/** The verdicts that a Before command knows. */
export type VerdictOf<Command extends BeforeCommandName> = VerdictMap[Command]

/** Handles what happened, and may answer with data; a handler that ends without `return` gives the plain OK. */
export type AnsweringHandler<Event, Fields, Name extends string, Host> = (
  event: Event,
  context: Context<Name, Host>,
  // biome-ignore lint/suspicious/noConfusingVoidType: what a function without `return` gives
) => AnswerWith<Fields> | undefined | void | Promise<AnswerWith<Fields> | undefined | void>

/** The After commands of a family: those whose words begin with it and a dot. */
export type AfterNameOf<Family extends string> = Extract<AfterCommandName, `${Family}.${string}`>

/** Handles what happened, for all After commands of a family. */
export type FamilyHandler<Family extends string, Host> = AfterHandler<
  EventMap[AfterNameOf<Family>],
  AfterNameOf<Family>,
  Host
>

/** A command that one handler can handle together with others: each but the answering ones, whose answers differ. */
export type ListedName = Exclude<CommandName, AnsweringCommandName>

/** Handles several commands. With a Before command among them it decides, and returns what each of these knows. */
export type ListHandler<Name extends ListedName, Host> = (
  event: EventMap[Name],
  context: Context<Name, Host>,
) => [Extract<Name, BeforeCommandName>] extends [never]
  ? unknown
  : SharedVerdict<Extract<Name, BeforeCommandName>> | Promise<SharedVerdict<Extract<Name, BeforeCommandName>>>

/** The verdicts that all of some Before commands know. */
export type SharedVerdict<Name extends BeforeCommandName> = (
  Name extends Name
    ? (verdict: VerdictMap[Name]) => void
    : never
) extends (verdict: infer Shared) => void
  ? Shared
  : never

/** Any event of the catalog. */
export type AnyEvent = EventMap[CommandName]

/** Any event whose packet names its command: all but those of RTC Engine. */
export type NamedEvent = Exclude<AnyEvent, RtcEngineEvent>

/** A refused callback, as the `rejected` hook gets it. */
export interface Rejection<Host = unknown> {
  readonly outcome: Outcome
  readonly error: Refusal
  /** The body, if it was read. */
  readonly raw: Uint8Array | undefined
  /**
   * The command as the query wrote it: not authenticated unless the outcome came later. Of an event of RTC Engine whose body
   * was not read, `RtcEngine` alone.
   */
  readonly receivedAs: string
  /** The SdkAppid as the query, or the header of an event of RTC Engine, wrote it. */
  readonly sdkAppId: string | undefined
  readonly receivedAt: Date
  readonly host: Host
}

/** A check of the URL, as the `checked` hook gets it. */
export interface CheckedUrl<Host = unknown> {
  /** The SdkAppid, where the query has one. */
  readonly sdkAppId: string | undefined
  /** The command, where the query has one: it means nothing. */
  readonly receivedAs: string | undefined
  readonly receivedAt: Date
  readonly host: Host
}

/** The receiver's own names. None changes a reply, and one that throws breaks none. */
export interface Hooks<Host> {
  /**
   * Every event of the catalog. Of an After command after its handlers, which share the event object with it; of a
   * Before command after the verdict, with an event of its own: it cannot change what is decided, and the answer
   * does not wait for what it awaits.
   */
  '*': AfterHandler<AnyEvent, CommandName, Host>
  /** A command that the catalog does not know, with its packet as parsed. */
  unknown: AfterHandler<{ readonly [field: string]: unknown }, string, Host>
  /** A refused callback. Without this hook each code is printed to stderr, once a minute with its number. */
  rejected: (rejection: Rejection<Host>) => unknown
  /** A valid callback without a handler. */
  unhandled: AfterHandler<AnyEvent, CommandName, Host>
  /** A callback that was delivered before. */
  duplicate: AfterHandler<AnyEvent, CommandName, Host>
  /** The console checked the URL: a signed request that carries no callback. It is answered OK. */
  checked: (check: CheckedUrl<Host>) => unknown
  /** What went wrong in a handler, a hook or a store. Without this hook it is printed to stderr. */
  error: (error: RoomCallbacksError, context: Context<string, Host> | undefined) => unknown
}
