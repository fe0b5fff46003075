import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ParsedBody } from '@room-callbacks/core/http'
import { Failure } from '../failure.ts'
import { html, script, style } from '../generated/page.ts'
import { detailOf } from '../views/detail.ts'
import { importCallbacks, replayEntry, sendPacket } from './actions.ts'
import { purgeLetters, retryLetters } from './inbox-changes.ts'
import { listEntries, readEntry, readNumbers } from './inbox-reads.ts'
import type { Inspection } from './inspection.ts'
import type { JsonLimits } from './json-bounds.ts'
import { exportOf, overviewOf, roomsOf } from './pieces.ts'
import { readJson } from './read-json.ts'
import { type ContentType, respond, writeHead } from './respond.ts'
import { respondInParts } from './respond-in-parts.ts'

/** One request for something that the inspector serves. */
export interface InspectorRequest {
  readonly inspection: Inspection
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly kept: readonly ParsedBody[]
  /** What follows the fixed part of the path. */
  readonly rest: string
}

/** Answers a request. */
export type Route = (asked: InspectorRequest) => void | Promise<void>

// The names hold digests of the contents.
const forEver = { 'cache-control': 'private, max-age=31536000, immutable' }

const file =
  (type: ContentType, content: string, headers = {}): Route =>
  ({ response }) =>
    respond(response, 200, type, content, headers)

// An import of more comes in parts, which is what the page does with a large file.
const limits: JsonLimits = { bytes: 4_194_304, string: 2_097_152, members: 20_000, depth: 8 }

const action =
  (act: (inspection: Inspection, fields: Readonly<Record<string, unknown>>) => unknown): Route =>
  async ({ inspection, request, response, kept }) => {
    // What does not fit into the history need not be read.
    const bytes = Math.min(limits.bytes, inspection.settings.memory * 2)
    const given = await readJson(request, kept, { ...limits, bytes })
    if (typeof given !== 'object' || given === null) {
      throw Failure.request('Expected an object.')
    }
    const done = await act(inspection, given as Record<string, unknown>)
    respond(response, 200, 'application/json', inspection.write(done))
  }

/** Everything that is served, by method and path below that of the inspector. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['GET ', file('text/html', html)],
  [`GET ${script.name}`, file('text/javascript', script.content, forEver)],
  [`GET ${style.name}`, file('text/css', style.content, forEver)],
  ['GET api/overview', ({ inspection, response }) => respondInParts(response, overviewOf(inspection))],
  ['GET api/rooms', ({ inspection, response }) => respondInParts(response, roomsOf(inspection))],
  ['GET api/callbacks/', showDetail],
  ['GET api/stream', openStream],
  ['GET api/export', download],
  ['POST api/import', action(importCallbacks)],
  ['POST api/replay', action(replayEntry)],
  ['POST api/send', action(sendPacket)],
  ['POST api/inbox/numbers', action(readNumbers)],
  ['POST api/inbox/list', action(listEntries)],
  ['POST api/inbox/entry', action(readEntry)],
  ['POST api/inbox/retry', action(retryLetters)],
  ['POST api/inbox/purge', action(purgeLetters)],
])

function showDetail({ inspection, request, response, rest }: InspectorRequest): void {
  const entry = inspection.history.get(Number(rest))
  if (!entry) throw new Failure({ status: 404, code: 'forgotten', message: 'It is not in the history any more.' })
  const detail = detailOf(inspection.callbacks, entry, request.socket.localPort as number)
  respond(response, 200, 'application/json', inspection.write(detail, entry.seen.query, entry.sign))
}

function openStream({ inspection, response }: InspectorRequest): void {
  if (!inspection.stream.hasPlace) {
    throw new Failure({ status: 503, code: 'crowded', message: 'Too many pages are open.' })
  }
  writeHead(response, 200, 'text/event-stream')
  inspection.stream.join(response)
}

function download({ inspection, response }: InspectorRequest): Promise<void> {
  const name = `room-callbacks-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json`
  const headers = { 'content-disposition': `attachment; filename="${name}"` }
  return respondInParts(response, exportOf(inspection), headers)
}
