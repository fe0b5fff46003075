import type { MessageElement } from '@room-callbacks/core'
import type {
  GroupInfo,
  GroupType,
  GroupView,
  OfficialAccountInfo,
  OfficialAccountView,
  UserView,
} from './chat-view.ts'

/** A user, as it changes. */
export interface User {
  readonly account: string
  isOnline: boolean
  readonly friends: Set<string>
  /** Who asked to become a friend, and waits. */
  readonly requests: Set<string>
  readonly blocked: Set<string>
  /** The senders of messages that were not read, by the key of each message. */
  readonly unread: Map<string, string>
  readonly profile: Map<string, string | number>
}

/** A message that was delivered. */
export interface StoredMessage {
  readonly From_Account: string
  readonly MsgId: string
  MsgBody: MessageElement[]
  /** Who sent a read receipt. */
  readonly readers: Set<string>
  readonly extensions: Map<string, { Value: string; Seq: number }>
  /** The version of its extensions. */
  extensionSeq: number
}

/** A one-to-one message that was delivered. */
export interface PrivateMessage extends StoredMessage {
  readonly To_Account: string
  readonly MsgSeq: number
  readonly MsgRandom: number
  readonly MsgTime: number
  readonly MsgKey: string
}

/** A group message that was delivered. */
interface GroupMessage extends StoredMessage {
  readonly TopicId: string | undefined
}

/** A member of a group, as it changes. */
export interface GroupMember {
  Role: 'Admin' | 'Member'
  NameCard: string
}

/** A topic of a community, as it changes. */
export type Topic = GroupInfo & { readonly Name: string }

/** A group, as it changes. */
export interface Group {
  readonly GroupId: string
  readonly Type: GroupType
  info: GroupInfo & { readonly Name: string }
  Owner_Account: string
  readonly members: Map<string, GroupMember>
  readonly MaxMemberCount: number
  readonly attributes: Map<string, string>
  readonly topics: Map<string, Topic>
  MsgSeq: number
  readonly messages: Map<number, GroupMessage>
}

/** An official account, as it changes. */
export interface OfficialAccount {
  readonly Official_Account: string
  readonly Owner_Account: string
  info: OfficialAccountInfo & { readonly Name: string }
  readonly subscribers: Set<string>
  readonly MaxSubscriberCount: number
}

/** A user that nothing is known of. */
export const newUser = (account: string): User => ({
  account,
  isOnline: false,
  friends: new Set(),
  requests: new Set(),
  blocked: new Set(),
  unread: new Map(),
  profile: new Map(),
})

/** What is kept of every message beside its place. */
export const storedMessage = (From_Account: string, MsgId: string, MsgBody: MessageElement[]): StoredMessage => ({
  From_Account,
  MsgId,
  MsgBody,
  readers: new Set(),
  extensions: new Map(),
  extensionSeq: 0,
})

/** How many messages are kept of each group, and of all conversations. */
const maxMessages = 1000

/** Keeps a message; the oldest is forgotten when there are too many. */
export function keepMessage<Key, Message>(messages: Map<Key, Message>, key: Key, message: Message): void {
  messages.set(key, message)
  if (messages.size > maxMessages) messages.delete([...messages.keys()][0] as Key)
}

/** A user as it is shown. */
export const viewOfUser = ({ account, isOnline, friends, blocked, unread, profile }: User): UserView => ({
  account,
  isOnline,
  friends: [...friends],
  blocked: [...blocked],
  unread: unread.size,
  profile: Object.fromEntries(profile),
})

/** A group as it is shown. */
export const viewOfGroup = (group: Group): GroupView => ({
  GroupId: group.GroupId,
  Type: group.Type,
  info: { ...group.info },
  Owner_Account: group.Owner_Account,
  members: [...group.members].map(([Member_Account, { Role, NameCard }]) => ({
    Member_Account,
    Role: Member_Account === group.Owner_Account ? 'Owner' : Role,
    NameCard,
  })),
  attributes: Object.fromEntries(group.attributes),
  topics: [...group.topics].map(([TopicId, { Name }]) => ({ TopicId, Name })),
  MsgSeq: group.MsgSeq,
})

/** An official account as it is shown. */
export const viewOfOfficialAccount = (account: OfficialAccount): OfficialAccountView => ({
  Official_Account: account.Official_Account,
  Owner_Account: account.Owner_Account,
  info: { ...account.info },
  subscribers: [...account.subscribers],
})
