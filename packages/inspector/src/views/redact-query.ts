import type { Field } from '../wire.ts'

const secret = /^\s*(sign|token)/i

/** What stands where a secret stood. */
const redacted = '[redacted]'

/** The parameters of a query as they stand there, with `Sign` and everything that is called a token taken out. */
export function redactQuery(query: string): Field[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=')
      const name = decode(equals === -1 ? part : part.slice(0, equals))
      const value = equals === -1 ? '' : decode(part.slice(equals + 1))
      return { name, value: secret.test(name) ? redacted : value }
    })
}

/** The values that {@link redactQuery} takes out. */
export function secretsIn(query: string): string[] {
  return query
    .split('&')
    .filter((part) => secret.test(decode(part)))
    .map((part) => part.slice(part.indexOf('=') + 1))
    .filter((value) => value.length >= 8)
}

/** The query as text again. */
export const writeQuery = (fields: readonly Field[]): string =>
  new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString()

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
