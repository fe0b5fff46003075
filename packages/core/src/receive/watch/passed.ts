import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { CallbackQuery } from '../admit/scan-query.ts'
import type { CallbackContext } from '../callback-context.ts'
import type { Parts } from '../parts.ts'
import type { CallbackRequest } from '../request.ts'

/** What the way of a callback leaves behind for its observers. */
export interface Passed {
  readonly parts: Parts
  readonly request: CallbackRequest
  /** The query string as it came. */
  readonly queryText: string
  readonly query: CallbackQuery
  readonly receivedAt: number
  readonly raw: Uint8Array | undefined
  readonly isReparsed: boolean
  /** What the step that refused it threw. */
  readonly thrown: unknown
  /** Present when its command was resolved, and it fits its schema. */
  readonly event: Packet | undefined
  readonly context: Pick<CallbackContext<unknown>, 'command' | 'phase' | 'idempotencyKey'> | undefined
}
