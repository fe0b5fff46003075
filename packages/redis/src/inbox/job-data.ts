import type { InboxRecord, RecordedError } from '@room-callbacks/core/inbox'

/** A record as the data of a job: JSON, with the body as text, so that dashboards show it. */
export type JobData = Omit<InboxRecord, 'body'> & { readonly body: string }

export function jobDataOf(record: InboxRecord): string {
  const { buffer, byteOffset, byteLength } = record.body
  return JSON.stringify({ ...record, body: Buffer.from(buffer, byteOffset, byteLength).toString() })
}

// A template: what somebody else put into the queue may have any body, and must not end the delivery.
export const recordOf = (data: JobData): InboxRecord => ({ ...data, body: Buffer.from(`${data.body}`) })

/** An error as BullMQ keeps it: one line of text, which dashboards show as the reason. */
export const reasonOf = ({ code, message }: RecordedError): string => `${code}: ${message}`

export function errorOf(reason: string): RecordedError {
  const [, code, message] = /^([a-z-]+): ([\s\S]*)$/.exec(reason) ?? []
  // BullMQ has reasons of its own.
  return code === undefined ? { code: 'inbox-failed', message: reason } : { code, message: message as string }
}
