import type { Entry } from '../history/entry.ts'
import type { Field } from '../wire.ts'

// Only what says something about a callback: a header may be a credential under any name.
const shown = [
  'host',
  'user-agent',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-request-id',
  'traceparent',
]

/** The header fields that are shown. */
export function shownHeaders({ headers }: Entry['seen']): Field[] {
  return shown.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [{ name, value: String(value).slice(0, 1000) }]
  })
}
