import type { DefinedCommand, DefinedHandler } from '../handlers/defined-command.ts'
import type { ListedName, ListHandler } from '../handlers/handler-types.ts'
import type { HandlerName, Handlers } from '../handlers/handlers.ts'
import type { NotInferred, RoomCallbacks } from '../receiver/room-callbacks.ts'

/**
 * What a callable of some families can do: the same as `RoomCallbacks`, with their names alone. An interface of its own, because a
 * further parameter of `RoomCallbacks` would cost the compiler of each user an instantiation.
 */
export interface FamilyCallbacks<Host, Known extends HandlerName>
  extends Pick<RoomCallbacks<Host>, Exclude<keyof RoomCallbacks<Host>, 'on' | 'off'>> {
  /**
   * Registers a handler, as `on` of `RoomCallbacks` does.
   *
   * @throws `family-not-given` for a command of another family, and what that throws
   */
  on<Name extends Known>(name: Name, handler: NotInferred<Handlers<Host>[Name]>): this
  on<Event, Name extends string, Verdicts>(
    command: DefinedCommand<Name, Event, Verdicts>,
    handler: DefinedHandler<Name, Event, Verdicts, Host>,
  ): this
  on<Name extends ListedName & Known>(names: readonly Name[], handler: NotInferred<ListHandler<Name, Host>>): this
  /** Removes handlers, as `off` of `RoomCallbacks` does. */
  off<Name extends Known>(name: Name, handler?: NotInferred<Handlers<Host>[Name]>): this
  off<Name extends ListedName & Known>(names: readonly Name[], handler?: NotInferred<ListHandler<Name, Host>>): this
}
