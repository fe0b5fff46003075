import { replay } from '@room-callbacks/core/inspect'
import { Failure } from '../failure.ts'
import type { Entry } from '../history/entry.ts'
import { Origin } from '../history/origin.ts'
import { importFile } from '../transfer/import-file.ts'
import { redactQuery } from '../views/redact-query.ts'
import type { Imported, ReplayResult } from '../wire.ts'
import type { Inspection } from './inspection.ts'

type Fields = Readonly<Record<string, unknown>>

/** Runs the packet of an entry through the handlers once more. @throws Failure */
export async function replayEntry(inspection: Inspection, { id }: Fields): Promise<ReplayResult> {
  const entry = typeof id === 'number' ? inspection.history.get(id) : undefined
  if (entry?.seen.raw === undefined) {
    throw new Failure({ status: 404, code: 'no-packet', message: 'Its packet was not read, or is forgotten.' })
  }
  const { sdkAppId, receivedAs, raw } = entry.seen
  // Its place may be another callback's before its handlers are done.
  const copy = Buffer.from(raw)
  return run(inspection, { sdkAppId: sdkAppId ?? '', command: receivedAs, raw: copy, ...clientOf(entry) }, entry.id)
}

/** Runs a packet that a user wrote through the handlers. @throws Failure */
export async function sendPacket(inspection: Inspection, { sdkAppId, command, text }: Fields): Promise<ReplayResult> {
  if (typeof sdkAppId !== 'string' || typeof command !== 'string' || typeof text !== 'string') {
    throw Failure.request('Expected sdkAppId, command and text.')
  }
  return run(inspection, { sdkAppId, command, raw: Buffer.from(text) }, undefined)
}

/** Adds the callbacks of a file to the history; none if one of them is wrong. @throws Failure */
export async function importCallbacks({ history, stream }: Inspection, file: unknown): Promise<Imported> {
  const callbacks = await importFile(file)
  for (const callback of callbacks) stream.mark(history.add(callback))
  return { imported: callbacks.length }
}

type Packet = Omit<Parameters<typeof replay>[1], 'origin'>

async function run(inspection: Inspection, packet: Packet, entry: number | undefined): Promise<ReplayResult> {
  const origin = new Origin(entry)
  const { outcome, status } = await replay(inspection.callbacks, { ...packet, origin })
  inspection.catchUp()
  return { id: origin.added, outcome, status }
}

function clientOf({ seen }: Entry): Pick<Packet, 'clientIp' | 'platform' | 'requestId'> {
  const fields = new Map(redactQuery(seen.query).map(({ name, value }) => [name.toLowerCase(), value]))
  return {
    clientIp: fields.get('clientip'),
    platform: fields.get('optplatform'),
    requestId: fields.get('requestid'),
  }
}
