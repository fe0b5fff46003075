import type { Field } from '../wire.ts'

const secret = /^\s*(sign|token|secret|usersig)/i

/** What stands where a secret stood. */
const redacted = '[redacted]'

// What is shorter stands in every text. Unit: characters.
const shortest = 8

/** The parameters of a query as they stand there, with `Sign` and everything that is called a token taken out. */
export const redactQuery = (query: string): Field[] =>
  parametersOf(query).map(([name, value]) => ({ name, value: secret.test(name) ? redacted : value }))

/** The values that {@link redactQuery} takes out. */
export const secretsIn = (query: string): string[] =>
  parametersOf(query)
    .filter(([name, value]) => secret.test(name) && value.length >= shortest && value !== redacted)
    .map(([, value]) => value)

/** The query as text again. */
export const writeQuery = (fields: readonly Field[]): string =>
  new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString()

/** Throws for no escape that is none. A question mark at the beginning would be taken for that of a URL. */
const parametersOf = (query: string): [name: string, value: string][] => [...new URLSearchParams(`&${query}`)]
