import { commands, type Outcome, outcomes } from '@room-callbacks/core'
import { Failure } from '../failure.ts'
import type { Arrival, Seen } from '../history/entry.ts'
import { roomOf } from '../history/room-of.ts'
import { nothingSeen } from '../history/seen-in-inbox.ts'
import { redactQuery, writeQuery } from '../views/redact-query.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads an export, wherever it comes from: every field is looked at. @throws Failure */
export function importFile(file: unknown): Arrival[] {
  const { version, callbacks } = fieldsOf(file, 'The file')
  if (version !== 1) throw Failure.request('version: expected 1. Update the inspector, or export again.')
  if (!Array.isArray(callbacks)) throw Failure.request('callbacks: expected a list.')
  return callbacks.map((callback: unknown, index) => imported(fieldsOf(callback, `callbacks[${index}]`), index))
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
  const raw = fields['rawBase64'] === undefined ? Buffer.from(text('raw', 2 ** 24)) : base64(text('rawBase64', 2 ** 24))
  const outcome = text('outcome', 100)
  if (!Object.hasOwn(outcomes, outcome)) throw Failure.request(`callbacks[${index}].outcome: it is none.`)
  const known = commands.find(({ name, aliases }) => name === receivedAs || aliases.includes(receivedAs))
  const seen: Seen = {
    ...nothingSeen,
    query: writeQuery(redactQuery(text('query', 10_000))),
    receivedAs,
    sdkAppId: fields['sdkAppId'] === null ? undefined : text('sdkAppId', 100),
    receivedAt,
    raw,
    command: known?.name,
    phase: known && (known.decision ? 'before' : 'after'),
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
