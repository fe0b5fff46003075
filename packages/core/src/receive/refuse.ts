import { itWas } from '../errors/it-was.ts'
import { Refusal } from '../errors/refusal.ts'
import type { Rejection } from '../handlers/handler-types.ts'
import type { Reply } from '../reply.ts'
import { chosenFallback, fallbackReply } from './fallback.ts'
import type { IncomingCallback } from './incoming-callback.ts'
import type { CallbackRequest } from './request.ts'

/** The reply to a callback that a step refused; the `rejected` hook still gets what was read. */
export function refuse(callback: IncomingCallback, request: CallbackRequest, thrown: unknown): Reply {
  const error = thrown instanceof Refusal ? thrown : new Refusal('internal', undefined, { cause: thrown })
  const { receivedAs, sdkAppId } = callback.envelope
  callback.services.refusals.count(error.code, callback.receivedAt)
  // The words of strangers stay out of messages: which command a forged callback names means nothing.
  if (callback.isAuthentic && !error.message.includes(receivedAs)) error.message += ` ${itWas(receivedAs)}`
  const rejection: Rejection = {
    outcome: error.code,
    error,
    raw: callback.raw,
    receivedAs,
    sdkAppId,
    receivedAt: new Date(callback.receivedAt),
    host: request.host,
  }
  // Before the hooks: what one of them writes into the error must not become the answer.
  const reply = refusalReply(callback, error)
  const isLate = error.code === 'read-timeout'
  callback.services.reporter.emitRejection(rejection, callback.valid?.context, callback)
  return isLate || leavesBytesUnread(callback, request) ? { ...reply, close: true } : reply
}

/** Refusals of a body that no handler can decide about. */
const unfit: ReadonlySet<string> = new Set(['invalid-json', 'invalid-packet'])

function refusalReply({ envelope, services, isAuthentic, packet }: IncomingCallback, error: Refusal): Reply {
  const command = services.catalog.find(envelope.receivedAs)
  // A chosen fallback is meant for every case in which no handler decided, this one included. A body that is no packet of its
  // command is answered in words in any case: what Tencent does after another status than 200 is documented nowhere.
  const isAnswered =
    command?.phase === 'before' &&
    (unfit.has(error.code) || chosenFallback(command.name, services.settings) !== undefined)
  if (isAuthentic && command && isAnswered) return fallbackReply(error.code, command, packet, services.settings)
  return envelope.protocol.replies.refusals[error.code]
}

/** Whether more is on its way than is worth reading before the connection can be used again. */
export function leavesBytesUnread(
  { raw, services }: Pick<IncomingCallback, 'raw' | 'services'>,
  { headers }: CallbackRequest,
): boolean {
  if (raw !== undefined) return false
  const length = headers['content-length']
  if (length !== undefined) return !(Number(length) <= services.settings.bodyLimit)
  // HTTP/2 knows no transfer encoding, and any of its requests can have a body without a length.
  return headers['transfer-encoding'] !== undefined || headers[':method'] !== undefined
}
