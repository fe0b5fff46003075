import { setImmediate } from 'node:timers/promises'
import { commands, type Outcome, outcomes } from '@room-callbacks/core'
import { Failure } from '../failure.ts'
import type { Arrival, CallbackRecord } from '../history/entry.ts'
import { roomOf } from '../history/room-of.ts'
import { nothingSeen } from '../history/seen-in-inbox.ts'
import { redactQuery, writeQuery } from '../views/redact-query.ts'

type Fields = Readonly<Record<string, unknown>>

// Of one request; the page sends a file with more of them in parts.
const mostCallbacks = 1000
// Of one packet, even where the receiver takes larger ones. Unit: characters.
const longestPacket = 1_048_576
// So much is read in one go; then callbacks have their turn. Unit: characters.
const slice = 65_536

/**
 * Reads an export, wherever it comes from: every field is looked at.
 *
 * @throws Failure `invalid-request`, `too-many`
 */
export async function importFile(file: unknown): Promise<Arrival[]> {
  const { version, callbacks } = fieldsOf(file, 'The file')
  if (version !== 1) throw Failure.request('version: expected 1. Update the inspector, or export again.')
  if (!Array.isArray(callbacks)) throw Failure.request('callbacks: expected a list.')
  if (callbacks.length > mostCallbacks) {
    throw new Failure({ status: 413, code: 'too-many', message: `callbacks: expected at most ${mostCallbacks}.` })
  }
  const arrivals: Arrival[] = []
  let done = 0
  for (const [index, callback] of callbacks.entries()) {
    const arrival = imported(fieldsOf(callback, `callbacks[${index}]`), index)
    arrivals.push(arrival)
    done += 1000 + (arrival.seen.raw as Uint8Array).length
    if (done < slice) continue
    done = 0
    await setImmediate()
  }
  return arrivals
}

function imported(fields: Fields, index: number): Arrival {
  const text = (name: string, most: number): string => {
    const value = fields[name]
    if (typeof value === 'string' && value.length <= most) return value
    throw Failure.request(`callbacks[${index}].${name}: expected a text of at most ${most} characters.`)
  }
  const receivedAs = text('receivedAs', 1000)
  const receivedAt = Date.parse(text('receivedAt', 100))
  if (Number.isNaN(receivedAt)) throw Failure.request(`callbacks[${index}].receivedAt: expected a time.`)
  const raw =
    fields['rawBase64'] === undefined
      ? Buffer.from(text('raw', longestPacket))
      : base64(text('rawBase64', longestPacket))
  const outcome = text('outcome', 100)
  if (!Object.hasOwn(outcomes, outcome)) throw Failure.request(`callbacks[${index}].outcome: it is none.`)
  const known = commands.find(({ name, aliases }) => name === receivedAs || aliases.includes(receivedAs))
  const seen: CallbackRecord = {
    ...nothingSeen,
    query: writeQuery(redactQuery(text('query', 10_000))),
    receivedAs,
    sdkAppId: fields['sdkAppId'] === null ? undefined : text('sdkAppId', 100),
    receivedAt,
    raw,
    command: known?.name,
    phase: known?.phase,
    idempotencyKey: undefined,
    reply: { outcome: outcome as Outcome, status: statusOf(fields), body: text('answer', 100_000) },
  }
  return { source: 'import', origin: undefined, path: '/', room: roomOf(packetOf(raw)), seen }
}

const base64 = (text: string): Buffer => Buffer.from(text, 'base64')

const statusOf = ({ status }: Fields): number => (Number.isInteger(status) ? (status as number) : 0)

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw Failure.request(`${what}: expected an object.`)
}

function packetOf(raw: Buffer): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(raw.toString('utf8')), 'The packet')
  } catch {
    return undefined
  }
}
