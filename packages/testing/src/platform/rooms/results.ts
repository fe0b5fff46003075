import type { MessageBody } from '../events/message-body.ts'
import type { Refused } from '../events/read-verdict.ts'

/** What the sender of a message sees (74347). */
export type MessageResult =
  | {
      readonly status: 'delivered'
      /** As it was delivered: an answer can replace it. */
      readonly MsgBody: MessageBody
      readonly CloudCustomData: string
      readonly MsgSeq: number
    }
  /** Refused: 10016, or a code from 10100 to 10200 with the text of the answer. */
  | Refused
  /** It reaches no member; its sender sees success. */
  | { readonly status: 'dropped' }

/** What the sender of a gift sees (72210). */
export type GiftResult =
  | { readonly status: 'sent' }
  /**
   * Blocked. `code` and `text` are there when the answer had a code from 102100 to 102200, which is passed
   * through; what a client sees of any other refusal is not documented.
   */
  | { readonly status: 'blocked'; readonly code?: number; readonly text?: string }
