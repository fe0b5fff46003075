import type { CallbackConfiguration } from './check-configuration.ts'
import type { KnownCommand } from './known-commands.ts'

/** Whether two configurations send the same callbacks to the same place, in any order and wording. */
export function isSameConfiguration(
  one: CallbackConfiguration,
  other: CallbackConfiguration,
  known: ReadonlyMap<string, KnownCommand>,
): boolean {
  // A list that was set with one of two published words may be read back with the other (60730).
  const namesOf = ({ CallbackCommandList }: CallbackConfiguration): Set<string> =>
    new Set(CallbackCommandList.map((word) => known.get(word)?.name ?? word))
  const names = namesOf(one)
  const others = namesOf(other)
  return one.Url === other.Url && names.size === others.size && [...names].every((name) => others.has(name))
}
