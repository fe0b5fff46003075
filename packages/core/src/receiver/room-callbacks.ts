import type { DefinedCommand, DefinedHandler } from '../handlers/defined-command.ts'
import type { AnyTarget, ExplainedHandler, ExplainedTarget } from '../handlers/explained-target.ts'
import type { ListedName, ListHandler } from '../handlers/handler-types.ts'
import type { HandlerName, Handlers } from '../handlers/handlers.ts'
import type { CallbackRequest } from '../receive/request.ts'
import type { Reply } from '../reply.ts'
import type { Health, HealthOptions } from './health.ts'

// biome-ignore-start lint/suspicious/noTsIgnore: the compiler of the user reads these lines, too. `@ts-expect-error` would be an error itself from TypeScript 5.4 on.
/**
 * `NoInfer` of TypeScript 5.4. TypeScript 5.0 to 5.3 do not have it: without `@ts-ignore` they refuse the declarations, and they
 * take the missing type for `any`, so that handlers would lose their types. There `old` is chosen, which infers the same and takes longer.
 * No barrier without that name does the same: with `Type & {}`, `Handlers<Host>[Name & {}]` or `[Type][Type extends unknown ? 0 : never]`
 * TypeScript 6 needs 13,000 instantiations for one handler instead of 50, as with the bare `Type`. With each of them a receiver of
 * one host is not assignable to `RoomCallbacks<never>`, which takes the receiver of any.
 *
 * @ts-ignore */
export type NotInferred<Type, Version extends 'old' | 'new' = 0 extends NoInfer<1> ? 'old' : 'new'> = {
  /** @ts-ignore */
  new: NoInfer<Type>
  old: Type
}[Version]
// biome-ignore-end lint/suspicious/noTsIgnore: as above

/** How long `close` waits. */
export interface CloseOptions {
  /** Unit: ms. Left out, it waits for as long as it takes. */
  readonly timeout?: number
}

/** What every callable can do, beside being the middleware of its host. */
export interface RoomCallbacks<Host> {
  /**
   * Registers a handler for a command or a hook; the event is inferred from the name.
   *
   * An After command may have several handlers, which run in order of registration. A Before
   * command has one, which must return a verdict that the command knows.
   *
   * `Group.*` stands for the After commands of a family: its handler runs after those of the command itself, and before
   * those of `*`. A list stands for each of its commands; `event` is one of their events. With Before commands in it, the
   * handler must return a verdict that all of these know.
   *
   * @throws `unknown-name`, `invalid-handler`, `duplicate-handler`; `late-registration` after the first callback
   * @example
   * callbacks
   *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo))
   *   .on('Live.CallbackBeforeSendGift', ({ GiftWater }) => wallet.covers(GiftWater) ? allow() : deny(102101))
   *   .on('Group.*', (event, { command }) => log.info(command, event))
   *   .on(['Room.CallbackAfterMemberEnter', 'Room.CallbackAfterMemberLeave'], ({ RoomId }) => count(RoomId))
   */
  // The name decides alone, and first: looking for it in a handler, or in a definition, costs 700 instantiations and more with
  // each command of the catalog.
  on<Name extends HandlerName>(name: Name, handler: NotInferred<Handlers<Host>[Name]>): this
  on<Event, Name extends string, Verdicts>(
    command: DefinedCommand<Name, Event, Verdicts>,
    handler: DefinedHandler<Name, Event, Verdicts, Host>,
  ): this
  on<Name extends ListedName>(names: readonly Name[], handler: NotInferred<ListHandler<Name, Host>>): this
  // Takes nothing that the others do not take: its error is the one that compilers print.
  on<Target extends AnyTarget>(
    target: ExplainedTarget<Target>,
    handler: NotInferred<ExplainedHandler<Target, Host>>,
  ): this

  /**
   * Removes a handler, or all of a name or of each name of a list.
   *
   * @throws `unknown-name`; `late-registration` after the first callback
   */
  off<Name extends HandlerName>(name: Name, handler?: NotInferred<Handlers<Host>[Name]>): this
  off<Name extends ListedName>(names: readonly Name[], handler?: NotInferred<ListHandler<Name, Host>>): this
  // As of `on`, the last one makes the error.
  off<Target extends AnyTarget>(
    target: ExplainedTarget<Target>,
    handler?: NotInferred<ExplainedHandler<Target, Host>>,
  ): this

  /** The names with a handler, sorted. */
  registered(): readonly string[]

  /** The SDKAppIDs that are served, in digits; empty when a function decides about them. */
  readonly sdkAppIds: readonly string[]

  /**
   * The way of one callback, for hosts without an adapter. Undefined means "not a callback".
   *
   * @example
   * const reply = callbacks.receive({ method, query, headers, body, remoteAddress, host })
   */
  readonly receive: (request: CallbackRequest<Host>) => Promise<Reply> | undefined

  /**
   * How this receiver does, for a readiness probe: it asks the store of the inbox, and nothing else. It never rejects.
   *
   * @example
   * app.get('/ready', async (_request, response) => {
   *   const health = await callbacks.health()
   *   response.status(health.isReady ? 200 : 503).json(health)
   * })
   */
  health(options?: HealthOptions): Promise<Health>

  /**
   * Refuses new callbacks with 503 and waits for those in hand, the answered ones included. From now on every answer
   * says `Connection: close`, and an HTTP/2 session is closed after its next answer, so that the server can end.
   *
   * @throws `close-timeout` when they take longer than `timeout`; `context.signal` aborts then
   * @example
   * process.once('SIGTERM', async () => {
   *   server.close()
   *   await callbacks.close({ timeout: 10_000 })
   * })
   */
  close(options?: CloseOptions): Promise<void>
}
