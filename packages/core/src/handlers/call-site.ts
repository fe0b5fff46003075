import { printable } from '../errors/printable.ts'

/** A frame as V8 writes it: with the name of its function, or without. */
const frame = /^ +at (?:.*? \((.+:\d+:\d+)\)|(?:async )?(.+:\d+:\d+))$/
const longestPlace = 300

/**
 * Where a function was called from: file, line and column. Undefined where the stack does not tell, because
 * `Error.stackTraceLimit` is 0 or `Error.prepareStackTrace` makes something else of it.
 */
export function callSite(called: (...values: never[]) => unknown): string | undefined {
  const holder: { stack?: unknown } = {}
  Error.captureStackTrace(holder, called)
  const [, first = ''] = String(holder.stack).split('\n', 2)
  const [, named, bare] = frame.exec(first) ?? []
  const place = named ?? bare
  return place && printable(place, longestPlace)
}
