import type { Entry } from '../history/entry.ts'
import type { Field } from '../wire.ts'

/** The header fields that are shown: those that the history keeps. */
export function shownHeaders({ headers }: Entry['seen']): Field[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value).slice(0, 1000) }],
  )
}
