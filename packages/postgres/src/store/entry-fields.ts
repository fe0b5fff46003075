import { createHash } from 'node:crypto'
import {
  type HandledCommands,
  type InboxRecord,
  type RecordedError,
  recordSize,
  unhandledError,
} from '@room-callbacks/core/inbox'

/** What is kept of a record as JSON, beside its body. */
type About = Omit<InboxRecord, 'body' | 'idempotencyKey' | 'receivedAs'> &
  Partial<Pick<InboxRecord, 'idempotencyKey' | 'receivedAs'>>

/** The record beside its body, as JSON: it escapes the characters that no text of Postgres may hold. */
function recordText(record: InboxRecord): string {
  const { body: _body, idempotencyKey, receivedAs, ...rest } = record
  // Both are the same as another field of nearly every record.
  const about: About = {
    ...rest,
    ...(idempotencyKey !== rest.id && { idempotencyKey }),
    ...(receivedAs !== rest.command && { receivedAs }),
  }
  return JSON.stringify(about)
}

/** The record that was stored. @param body As base64. */
export function readRecord(text: string, body: string): InboxRecord {
  const about = JSON.parse(text) as About
  return { idempotencyKey: about.id, receivedAs: about.command, ...about, body: Buffer.from(body, 'base64') }
}

/** 128 bits of the SHA-256 of a text, as a uuid: ids are over 100 characters long and hold any of them. */
export function keyOf(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex')
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)]
  return `${parts.join('-')}-${digits.slice(20, 32)}`
}

/** A command word as a column holds it: one that is no word (the query may hold anything) is a digest. */
export function commandName(command: string): string {
  if (command === '*' || /^[\w.$-]{1,100}$/.test(command)) return command
  return `sha256:${createHash('sha256').update(command).digest('hex')}`
}

/** The commands that a caller asks for; all of them where there is no such field. */
export const wordsOf = (commands: HandledCommands): { readonly commands?: readonly string[] } =>
  commands === '*' ? {} : { commands: commands.map(commandName) }

export const errorText = ({ code, message }: RecordedError): string => JSON.stringify({ code, message })

/** @param command What the message of an unhandled one names. */
export function readError(text: string | null, command: string): RecordedError | undefined {
  if (text === null) return undefined
  return text === 'unhandled' ? unhandledError(command) : (JSON.parse(text) as RecordedError)
}

/** What a record is put as: 0 waits, 1 is refused, 3 is recorded. */
const kindOf = ({ refusal, answer }: InboxRecord): number => (refusal ? 1 : answer === undefined ? 0 : 3)

/** A record as the function that stores it reads it. @param lease For how long it is leased at once, in ms; 0: not. */
export function putFields(record: InboxRecord, now: number, lease: number): object {
  const { id, command, orderKey, body, refusal } = record
  return {
    key: keyOf(id),
    kind: kindOf(record),
    command: commandName(command),
    ...(orderKey !== undefined && { order_key: keyOf(orderKey) }),
    size: recordSize(record),
    at: now,
    received: record.receivedAt,
    ...(lease > 0 && { lease: Math.ceil(lease) }),
    record: recordText(record),
    ...(refusal && { error: errorText(refusal) }),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'),
  }
}
