import type { DefinedCommand, DefinedHandler } from './defined-command.ts'
import type { ListedName, ListHandler } from './handler-types.ts'
import type { HandlerName, Handlers } from './handlers.ts'

// When a call fits none of four overloads, compilers print the error of the last one alone. These types are the parameters of
// that overload. The compiler computes them for wrong calls only, so that they cost a correct program nothing.

/** What `on` and `off` can be given, right or wrong. */
export type AnyTarget = string | readonly string[] | DefinedCommand<string, unknown, unknown>

/** A target as it stands if it is right; otherwise what could have been meant. */
export type ExplainedTarget<Target> = Target extends HandlerName
  ? Target
  : Target extends string
    ? NearName<Target>
    : Target extends readonly string[]
      ? readonly ListedName[]
      : Target

/** The handler of a target. A wrong name takes each function, so that the compiler reports the name alone. */
export type ExplainedHandler<Target, Host> = Target extends HandlerName
  ? Handlers<Host>[Target]
  : Target extends readonly (infer Name)[]
    ? ListHandler<Extract<Name, ListedName>, Host>
    : Target extends DefinedCommand<infer Name, infer Event, infer Verdicts>
      ? DefinedHandler<Name, Event, Verdicts, Host>
      : // biome-ignore lint/suspicious/noExplicitAny: with `unknown` the compiler would report the parameters of the handler, too
        (event: any, context: any) => unknown

/**
 * The names that are most like a wrong one: those that share its longest beginning, and of these those that share its longest
 * end, in any case. All names for a name that is known only at run time.
 */
export type NearName<Name extends string> = string extends Name
  ? HandlerName
  : NamesWithEnd<Lowercase<Name>, NamesWithBeginning<Lowercase<Name>>>

/** Of some names those that share the longest beginning with a text in lower case. */
export type NamesWithBeginning<
  Rest extends string,
  Beginning extends string = '',
  Names = HandlerName,
> = Rest extends `${infer First}${infer Others}`
  ? [NamesLike<Names, `${Beginning}${First}${string}`>] extends [never]
    ? Names
    : NamesWithBeginning<Others, `${Beginning}${First}`, NamesLike<Names, `${Beginning}${First}${string}`>>
  : Names

/** Of some names those that share the longest end with a text in lower case. */
export type NamesWithEnd<End extends string, Names> = End extends `${string}${infer Shorter}`
  ? [NamesLike<Names, `${string}${End}`>] extends [never]
    ? NamesWithEnd<Shorter, Names>
    : NamesLike<Names, `${string}${End}`>
  : Names

/** The names that match a pattern in lower case. */
export type NamesLike<Names, Pattern extends string> = Names extends string
  ? Lowercase<Names> extends Pattern
    ? Names
    : never
  : never
