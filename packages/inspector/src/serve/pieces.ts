import { exported } from '../transfer/export-file.ts'
import { summaryOf } from '../views/summary.ts'
import type { Inspection } from './inspection.ts'

/** What a page shows at first, in pieces of JSON. */
export function* overviewOf(inspection: Inspection): Generator<string> {
  yield '{"callbacks":['
  let separator = ''
  for (const entry of inspection.history.newest()) {
    yield separator + inspection.write(summaryOf(entry))
    separator = ','
  }
  yield `],${inspection.write(inspection.overview()).slice(1)}`
}

/** The rooms, in pieces of JSON. */
export function* roomsOf({ rooms, write }: Inspection): Generator<string> {
  let separator = '['
  for (const room of rooms.shown()) {
    yield separator + write(room)
    separator = ','
  }
  yield separator === '[' ? '[]' : ']'
}

/** An `ExportFile`, in pieces of JSON. */
export function* exportOf(inspection: Inspection): Generator<string> {
  yield '{"version":1,"callbacks":['
  let separator = ''
  for (const entry of inspection.history.oldest()) {
    // What was not read cannot be replayed.
    const callback = exported(entry)
    if (!callback) continue
    yield separator + inspection.write(callback, entry.seen.query, entry.sign)
    separator = ','
  }
  yield ']}'
}
