import { randomUUID } from 'node:crypto'
import type { InboxRecord, RecordedError } from '../../inbox/inbox-record.ts'
import { orderKeyOf } from '../../inbox/order-key.ts'
import type { Command } from '../../protocol/command.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { CallbackContext } from '../callback-context.ts'

/** What makes a record something else than a callback to deliver. */
export interface RecordKind {
  /** It was authentic, but refused: a dead letter. */
  readonly refusal?: RecordedError
  /** It was decided, and is only kept. */
  readonly answer?: string
}

/** A callback as the inbox keeps it; `isUnique` says whether a repetition of it is the same callback. */
export function recordOf(
  command: Command | undefined,
  context: CallbackContext<unknown>,
  packet: Packet,
  isUnique: boolean,
  kind: RecordKind = {},
): InboxRecord {
  const { idempotencyKey, sdkAppId, receivedAs, clientIp, platformAsWritten } = context
  const room = orderKeyOf(sdkAppId, command, packet)
  return {
    id: isUnique ? idempotencyKey : `${idempotencyKey}#${randomUUID()}`,
    idempotencyKey,
    sdkAppId,
    command: context.command,
    receivedAs,
    ...(room !== undefined && { room }),
    ...(clientIp !== undefined && { clientIp }),
    ...(platformAsWritten !== undefined && { platform: platformAsWritten }),
    receivedAt: context.receivedAt.getTime(),
    body: context.raw,
    ...kind,
  }
}
