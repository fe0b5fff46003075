import { type InboxRecord, type RecordedError, unhandledError } from '@room-callbacks/core/inbox'
import type { ScriptValue } from '../scripts/define-scripts.ts'
import { entryName } from './entry-name.ts'

/** What is kept of a record as JSON; scripts do not look at it. */
type About = Omit<InboxRecord, 'id' | 'command' | 'orderKey' | 'body' | 'idempotencyKey' | 'receivedAs'> &
  Partial<Pick<InboxRecord, 'idempotencyKey' | 'receivedAs'>>

/** A record as fields of a hash: those that scripts look at, the body as the bytes that came, and the rest as JSON. */
export function fieldsOf(record: InboxRecord): ScriptValue[] {
  const { id, command, orderKey, body, idempotencyKey, receivedAs, ...rest } = record
  // Both are the same as another field of nearly every record.
  const about: About = {
    ...rest,
    ...(idempotencyKey !== id && { idempotencyKey }),
    ...(receivedAs !== command && { receivedAs }),
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const fields = ['id', id, 'received', record.receivedAt, 'about', JSON.stringify(about), 'body', bytes]
  if (orderKey !== undefined) fields.push('orderKey', orderKey)
  if (record.refusal) fields.push('error', errorField(record.refusal))
  return fields
}

/** What a script gives of a record. An empty buffer: there is no such field. */
export interface RecordFields {
  readonly name: string
  readonly id: Buffer
  readonly command: Buffer
  readonly orderKey: Buffer
  readonly about: Buffer
  readonly body: Buffer
}

/** The record that was stored; undefined where another program wrote into it. */
export function readRecord(fields: RecordFields): InboxRecord | undefined {
  const about = readAbout(String(fields.about))
  const [id, command, orderKey] = [String(fields.id), String(fields.command), String(fields.orderKey)]
  if (!about || command === '' || entryName(id) !== fields.name) return undefined
  const record = { idempotencyKey: id, receivedAs: command, ...about, id, command, body: fields.body }
  return orderKey === '' ? record : { ...record, orderKey }
}

/** What can be shown of a record that cannot be read. */
export function unreadableRecord({ name, command: word, body }: RecordFields): InboxRecord {
  const id = `unreadable:${name}`
  const command = String(word)
  return { id, idempotencyKey: id, sdkAppId: '', command, receivedAs: command, receivedAt: 0, body }
}

/** Why an entry whose record cannot be read is a dead letter. */
export const unreadableError: RecordedError = {
  code: 'inbox-failed',
  message:
    'Its record cannot be read: another program wrote to its key in Redis. Look at the key, and purge the entry.',
}

/** An error as a field. */
export const errorField = ({ code, message }: RecordedError): string => JSON.stringify({ code, message })

/** The error in a field; undefined when there is none. @param command What the message of an unhandled one names. */
export function readError(field: Buffer, command: string): RecordedError | undefined {
  if (field.length === 0) return undefined
  if (String(field) === 'unhandled') return unhandledError(command)
  const { code, message } = readObject(String(field)) as Partial<RecordedError>
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : unreadableError
}

function readAbout(text: string): About | undefined {
  const about = readObject(text) as Partial<About>
  const { idempotencyKey = '', receivedAs = '', sdkAppId, receivedAt } = about
  const areTexts = [idempotencyKey, sdkAppId, receivedAs].every((value) => typeof value === 'string')
  return areTexts && typeof receivedAt === 'number' ? (about as About) : undefined
}

/** The object in a JSON text; an empty one where there is none. */
function readObject(text: string): object {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
