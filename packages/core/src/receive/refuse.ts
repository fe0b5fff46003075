import { itWas } from '../errors/it-was.ts'
import { Refusal } from '../errors/refusal.ts'
import type { Context } from '../handlers/context.ts'
import type { Rejection } from '../handlers/handler-types.ts'
import { type Reply, refusalReplies } from '../reply.ts'
import type { CallbackQuery } from './admit/scan-query.ts'
import { chosenFallback, fallbackReply } from './handle/fallback.ts'
import type { Parts } from './parts.ts'
import type { CallbackRequest } from './request.ts'
import type { Activity } from './work.ts'

/** How far a callback came before it was refused. */
export interface Progress {
  readonly receivedAt: number
  readonly isAuthentic: boolean
  readonly raw: Uint8Array | undefined
  /** Present when its packet fitted the schema of its command. */
  readonly context: (Context & Activity) | undefined
}

/** The reply to a callback that a step refused; the `rejected` hook still gets what was read. */
export function refuse(
  parts: Parts,
  request: CallbackRequest,
  query: CallbackQuery,
  progress: Progress,
  thrown: unknown,
): Reply {
  const error = thrown instanceof Refusal ? thrown : new Refusal('internal', undefined, { cause: thrown })
  const word = query.CallbackCommand as string
  // The words of strangers stay out of messages: which command a forged callback names means nothing.
  if (progress.isAuthentic && !error.message.includes(word)) error.message += ` ${itWas(word)}`
  const rejection: Rejection = {
    outcome: error.code,
    error,
    raw: progress.raw,
    receivedAs: word,
    sdkAppId: query.SdkAppid,
    receivedAt: new Date(progress.receivedAt),
    host: request.host,
  }
  // Before the hooks: what one of them writes into the error must not become the answer.
  const reply = refusalReply(parts, query, progress, error)
  const isLate = error.code === 'read-timeout'
  void parts.work.hook(parts.reporter.rejected(rejection, progress.context), progress.context)
  return isLate || leavesBytesUnread(request, progress, parts) ? { ...reply, close: true } : reply
}

function refusalReply(parts: Parts, query: CallbackQuery, progress: Progress, error: Refusal): Reply {
  const command = parts.catalog.find(query.CallbackCommand as string)
  // Whoever chose a fallback meant it for every case in which nobody decided, this one included;
  // another status than 200 would leave the decision to Tencent's own default.
  const isChosen = command?.phase === 'before' && chosenFallback(command.name, parts.settings) !== undefined
  if (progress.isAuthentic && command && isChosen) return fallbackReply(error.code, command, {}, parts.settings)
  return refusalReplies[error.code]
}

/** Whether more is on its way than is worth reading before the connection can be used again. */
function leavesBytesUnread({ headers }: CallbackRequest, { raw }: Progress, { settings }: Parts): boolean {
  if (raw !== undefined) return false
  const length = headers['content-length']
  if (length !== undefined) return !(Number(length) <= settings.bodyLimit)
  // HTTP/2 knows no transfer encoding, and any of its requests can have a body without a length.
  return headers['transfer-encoding'] !== undefined || headers[':method'] !== undefined
}
