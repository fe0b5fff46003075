import type { MessageBody } from '../events/message-body.ts'
import type { Refused } from '../events/read-verdict.ts'
import type { GroupView, OfficialAccountView } from './chat-view.ts'

/** A message as it was delivered: an answer can replace it. */
export interface DeliveredMessage {
  readonly status: 'delivered'
  readonly MsgBody: MessageBody
  readonly CloudCustomData: string
  readonly MsgSeq: number
  /** Unit: Unix seconds. */
  readonly MsgTime: number
}

/** What the sender of a message sees when it does not arrive. */
export type UndeliveredMessage =
  | Refused
  /** It reaches no receiver; its sender sees success. */
  | { readonly status: 'dropped' }
  /** The message was made to fail by `failure`. */
  | { readonly status: 'failed'; readonly code: number; readonly text: string }

/** What the sender of a one-to-one message sees (34364). */
export type PrivateMessageResult = (DeliveredMessage & { readonly MsgKey: string }) | UndeliveredMessage
/** What the sender of a group message sees (34374). */
export type GroupMessageResult = DeliveredMessage | UndeliveredMessage
/** What the sender for an official account sees (60803). */
export type OfficialMessageResult =
  | {
      readonly status: 'delivered'
      readonly MsgBody: MessageBody
      readonly CloudCustomData: string
      readonly MsgKey: string
    }
  | Refused
  | { readonly status: 'dropped' }

/** What the creator of a group sees (34368). */
export type GroupResult = { readonly status: 'created'; readonly group: GroupView } | Refused
/** What a user sees that applies to join (34370). */
export type JoinResult =
  | { readonly status: 'joined'; readonly group: GroupView }
  /** The group has as many members as `MaxMemberCount` allows. */
  | { readonly status: 'full' }
  | Refused
/** What a user sees that invites others (34371). Which code a plain refusal shows is not documented. */
export type InvitationResult =
  | {
      readonly status: 'invited'
      readonly joined: readonly string[]
      /** Whom the answer refused: `RefusedMembers_Account`. */
      readonly refused: readonly string[]
    }
  | { readonly status: 'full' }
  | (Omit<Refused, 'code'> & { readonly code?: number })
/** What the creator of a topic sees (49463). */
export type TopicResult = { readonly status: 'created'; readonly TopicId: string } | Refused
/** What the creator of an official account sees (60795). */
export type OfficialAccountResult = { readonly status: 'created'; readonly account: OfficialAccountView } | Refused
/** What comes of a subscription (60799); which code a refusal shows is not documented. */
export type SubscriptionResult =
  | {
      readonly status: 'subscribed'
      readonly subscribed: readonly string[]
      /** Whom the answer refused: `RefusedSubscribers_Account`. */
      readonly refused: readonly string[]
    }
  | { readonly status: 'full' }
  | { readonly status: 'refused' }

/** What a user sees of one friend that it asked for, or answered (43468, 43467). */
export type FriendResult = { readonly To_Account: string } & (
  | { readonly status: 'friends' }
  /** The other has to answer. */
  | { readonly status: 'asked' }
  /** The request was answered with no. */
  | { readonly status: 'rejected' }
  /** The callback refused: `ResultCode` and `ResultInfo` of this user. */
  | { readonly status: 'refused'; readonly code: number; readonly text: string }
)
