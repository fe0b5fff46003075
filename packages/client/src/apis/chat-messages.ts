import type { MessageReplacement } from '@room-callbacks/core'
import type { Receipt } from './receipt.ts'

/** What a message says: a text, or elements (33527). */
export type MessageContent =
  | { readonly Text: string; readonly MsgBody?: never }
  | { readonly MsgBody: NonNullable<MessageReplacement['MsgBody']>; readonly Text?: never }

/** What every message that is sent can have. */
export interface MessageOptions {
  /** Who is shown as its sender. Default: the administrator that signs. */
  readonly From_Account?: string
  /** Free data that is stored with it. */
  readonly CloudCustomData?: string
  /** Which callbacks it does not cause: an answer to a callback need not cause another. */
  readonly ForbidCallbackControl?: readonly ('ForbidBeforeSendMsgCallback' | 'ForbidAfterSendMsgCallback')[]
  /** `NoUnread`: it is not counted. `NoLastMsg`: it does not show in the list of conversations. */
  readonly SendMsgControl?: readonly string[]
}

/** A message to one user (34919). */
export type C2CMessage = MessageContent &
  MessageOptions & {
    readonly To_Account: string
    /** 1: the sender sees it too; 2: the sender does not. Default: the platform stores it for the sender. */
    readonly SyncOtherMachine?: 1 | 2
    /** How long it is kept for a receiver who is offline. Unit: s. Default: 604800. 0 reaches only who is online. */
    readonly MsgLifeTime?: number
    /** A number of 32 bits that orders the messages of one second. Default: a random one. */
    readonly MsgSeq?: number
    /** A number of 32 bits. Default: a random one. */
    readonly MsgRandom?: number
  }

/** A message to a group (34959). */
export type GroupMessage = MessageContent &
  MessageOptions & {
    readonly GroupId: string
    readonly MsgPriority?: 'High' | 'Normal' | 'Low'
    /** 1: reaches only who is online, and is not stored. Not for audio-video groups. */
    readonly OnlineOnlyFlag?: 0 | 1
    /** Who is mentioned; at most 30. */
    readonly GroupAtInfo?: readonly (
      | { readonly GroupAtAllFlag: 1 }
      | { readonly GroupAtAllFlag: 0; readonly GroupAt_Account: string }
    )[]
    /** A number of 32 bits. Default: a random one. */
    readonly Random?: number
  }

/** A message to one user that was sent. */
export interface C2CMessageReceipt extends Receipt {
  /** Unit: Unix seconds. */
  readonly MsgTime: number
  /** With it the message can be recalled. */
  readonly MsgKey: string
}

/** A message to a group that was sent. */
export interface GroupMessageReceipt extends Receipt {
  /** Unit: Unix seconds. */
  readonly MsgTime: number
  readonly MsgSeq: number
}

/** Which message to one user is recalled (35015). */
export interface C2CRecall {
  readonly From_Account: string
  readonly To_Account: string
  readonly MsgKey: string
}

/** Which messages of a group are recalled (34965). */
export interface GroupRecall {
  readonly GroupId: string
  readonly MsgSeqList: readonly number[]
}

/** What came of each message that was to be recalled. */
export interface GroupRecallReceipt extends Receipt {
  readonly RecallRetList: readonly { readonly MsgSeq: number; readonly RetCode: number }[]
}

/** Which members of a group are read (34948). */
export interface GroupMembersQuery {
  readonly GroupId: string
  /** How many at most, from 1 to 6000. Default: all. */
  readonly Limit?: number
  /** With which one it begins. Default: 0. */
  readonly Offset?: number
  readonly MemberRoleFilter?: readonly ('Owner' | 'Admin' | 'Member')[]
}

/** A member of a group as Chat knows it. */
export interface GroupMember {
  readonly Member_Account: string
  readonly Role?: 'Owner' | 'Admin' | 'Member' | (string & {})
  /** Unit: Unix seconds. */
  readonly JoinTime?: number
  readonly NameCard?: string
  /** When the member may speak again; 0 when it may. Unit: Unix seconds. */
  readonly ShutUpUntil?: number
  readonly [field: string]: unknown
}

/** Members of a group. */
export interface GroupMembers extends Receipt {
  /** How many the group has in all. */
  readonly MemberNum: number
  readonly MemberList: readonly GroupMember[]
}

/** A user to be imported (34953). */
export interface NewAccount {
  /** At most 32 bytes. */
  readonly UserID: string
  readonly Nick?: string
  readonly FaceUrl?: string
}

/** What came of an import. */
export interface ImportReceipt {
  /** The ids that Chat did not take. */
  readonly FailAccounts: readonly string[]
  /** The number of each call. */
  readonly RequestIds: readonly string[]
}
