import type { Command } from '../protocol/command.ts'
import type { AfterHandler, BeforeHandler } from './handler-types.ts'

declare const eventType: unique symbol

/** A command that a user defined; made by `defineCommand`. `Verdicts` is `never` for an After command. */
export interface DefinedCommand<Name extends string, Event, Verdicts> extends Command {
  readonly name: Name
  readonly [eventType]?: { readonly event: Event; readonly verdicts: Verdicts }
}

/** The handler of a command that a user defined. */
export type DefinedHandler<Name extends string, Event, Verdicts, Host> = [Verdicts] extends [never]
  ? AfterHandler<Event, Name, Host>
  : BeforeHandler<Event, Verdicts, Name, Host>
