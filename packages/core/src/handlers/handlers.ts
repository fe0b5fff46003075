import type { CommandName } from '../generated/events.ts'
import type { CommandHandlers, FamilyHandlers } from '../generated/handlers.ts'
import type { Hooks } from './handler-types.ts'

/**
 * What can be registered under which name: the lookup from which every handler is inferred. An
 * interface, because through a mapped type the compiler would infer the name from the handler.
 */
export interface Handlers<Host> extends CommandHandlers<Host>, FamilyHandlers<Host>, Hooks<Host> {}

/** A name that `on` and `off` take. */
export type HandlerName = CommandName | keyof FamilyHandlers<unknown> | keyof Hooks<unknown>
