import type { EventMap } from '@room-callbacks/core'
import type { Actor } from '../events/actor.ts'
import type { MessageContent } from '../events/message-body.ts'
import type {
  FriendResult,
  GroupMessageResult,
  GroupResult,
  InvitationResult,
  JoinResult,
  OfficialAccountResult,
  OfficialMessageResult,
  PrivateMessageResult,
  SubscriptionResult,
  TopicResult,
} from './chat-results.ts'
import type {
  GroupInfo,
  GroupType,
  GroupView,
  OfficialAccountInfo,
  OfficialAccountView,
  UserView,
} from './chat-view.ts'

/** Lets a message fail, as for a sender who is muted. Which codes there are is not in the pages of the callbacks. */
export interface MessageFailure {
  readonly code: number
  readonly text: string
}

/** A one-to-one message to be sent: a text, or elements. */
export type NewPrivateMessage = MessageContent & {
  /** Reaches only who is online, and is not stored. Default: false. */
  readonly onlineOnly?: boolean
  readonly failure?: MessageFailure
  /** Which callbacks the message does not cause, as REST can say (34919, 34959). Default: none. */
  readonly withoutCallbacks?: readonly ('before' | 'after')[]
}

/** A group message to be sent: a text, or elements. */
export type NewGroupMessage = NewPrivateMessage & {
  readonly From_Account: string
  /** Of a community. */
  readonly TopicId?: string
  /** Who is mentioned: members, robots, or all. At most 30. */
  readonly mentions?: 'all' | readonly string[]
}

/** A group to be created. */
export interface NewGroup {
  readonly Owner_Account: string
  /** Default: one of the platform's own. */
  readonly GroupId?: string
  /** Default: `Public`. */
  readonly Type?: GroupType
  readonly Name: string
  /** Who is in it beside the owner. */
  readonly members?: readonly string[]
  /** Default: 200. */
  readonly MaxMemberCount?: number
}

/** An official account to be created. */
export interface NewOfficialAccount {
  readonly Owner_Account: string
  readonly Name: string
  /** Default: one of the platform's own. */
  readonly Official_Account?: string
  /** Default: 100000. */
  readonly MaxSubscriberCount?: number
}

/** A friend request. */
export interface NewFriendRequest {
  readonly AddWording?: string
  readonly Remark?: string
  /** Whether the asked users have to agree. Default: true. */
  readonly needsAnswer?: boolean
}

/** How extensions of a message change. */
export type ExtensionChange =
  | { readonly set: { readonly [key: string]: string } }
  | { readonly delete: readonly string[] }
  | { readonly clear: true }

/** How attributes of a group change. */
export type AttributeChange =
  | { readonly set: { readonly [key: string]: string } }
  | { readonly modify: { readonly [key: string]: string } }
  | { readonly delete: readonly string[] }
  | { readonly clear: true }

/** The answer to a friend request. */
export type FriendAnswer = Extract<
  EventMap['Sns.CallbackPrevFriendResponse']['ResponseFriendItem'][number]['ResponseAction'],
  `Response_${string}`
>

/**
 * What users of Chat do. Each operation changes the state of the platform at once, sends the callbacks that are
 * configured, and resolves with what the client sees. It waits for an answer where Chat asks first: before messages,
 * new groups, topics and accounts, before joining, inviting and subscribing, and before friends.
 *
 * A user exists as soon as it is named. Each operation throws a {@link SimulationError}: `no-such-group`,
 * `no-such-official-account`, or what its own comment names.
 */
export interface ChatOperations {
  /** Told with the devices that are kicked out by it (34357). */
  logIn(account: string, kicked?: readonly string[], actor?: Actor): Promise<UserView>
  logOut(account: string, actor?: Actor): Promise<UserView>
  /** The connection of a user is lost (34357). */
  disconnect(account: string, Reason: 'LinkClose' | 'TimeOut', actor?: Actor): Promise<UserView>
  setCustomStatus(account: string, CustomStatus: string, actor?: Actor): Promise<UserView>
  /** Changes items of a profile by tag (48733). */
  setProfile(account: string, items: { readonly [tag: string]: string | number }, actor?: Actor): Promise<UserView>

  /** Waits for the verdict about each user (43468). An administrator is not asked about, and needs no answer. */
  addFriends(
    From_Account: string,
    accounts: readonly string[],
    request?: NewFriendRequest,
    actor?: Actor,
  ): Promise<readonly FriendResult[]>
  /** Answers requests; waits for the verdict about each user (43467). @throws `no-such-request` */
  answerFriends(
    account: string,
    answers: { readonly [To_Account: string]: FriendAnswer },
    actor?: Actor,
  ): Promise<readonly FriendResult[]>
  /** Deletes friends on both sides. @throws `not-friends` */
  deleteFriends(account: string, accounts: readonly string[], actor?: Actor): Promise<UserView>
  block(account: string, accounts: readonly string[], actor?: Actor): Promise<UserView>
  unblock(account: string, accounts: readonly string[], actor?: Actor): Promise<UserView>

  /** Waits for the verdict (34364). A robot, whose account begins with `@RBT#`, is told of it too (68952). */
  sendPrivateMessage(
    From_Account: string,
    To_Account: string,
    message: NewPrivateMessage,
    actor?: Actor,
  ): Promise<PrivateMessageResult>
  /** @throws `no-such-message` */
  recallPrivateMessage(MsgKey: string, actor?: Actor): Promise<void>
  /** @throws `no-such-message` */
  editPrivateMessage(MsgKey: string, message: MessageContent, actor?: Actor): Promise<void>
  /** @throws `no-such-message` */
  extendPrivateMessage(MsgKey: string, change: ExtensionChange, actor?: Actor): Promise<void>
  /** Reads a whole conversation (43465). */
  readConversation(account: string, Peer_Account: string, actor?: Actor): Promise<UserView>
  /** Sends read receipts of single messages to their sender. @throws `no-such-message` */
  readPrivateMessages(account: string, MsgKeys: readonly string[], actor?: Actor): Promise<void>
  /** Clears every counter of a user. */
  readAll(account: string, actor?: Actor): Promise<UserView>
  /** Hands data to a robot and waits for what it is given back (269/103730); undefined when there is none. */
  signalRobot(From_Account: string, To_Account: string, Data: string, actor?: Actor): Promise<string | undefined>

  /** Waits for the verdict (34368). @throws `group-exists` */
  createGroup(group: NewGroup, actor?: Actor): Promise<GroupResult>
  destroyGroup(GroupId: string, actor?: Actor): Promise<void>
  updateGroupInfo(GroupId: string, changes: GroupInfo, actor?: Actor): Promise<GroupView>
  changeGroupOwner(GroupId: string, account: string, actor?: Actor): Promise<GroupView>
  changeAttributes(GroupId: string, change: AttributeChange, actor?: Actor): Promise<GroupView>
  /** Waits for the verdict (34370). @throws `already-in-group` */
  joinGroup(GroupId: string, account: string, actor?: Actor): Promise<JoinResult>
  /** Waits for the verdict about each user (34371). @throws `already-in-group` */
  inviteToGroup(GroupId: string, accounts: readonly string[], actor?: Actor): Promise<InvitationResult>
  /** @throws `not-in-group` */
  quitGroup(GroupId: string, account: string, actor?: Actor): Promise<GroupView>
  /** @throws `not-in-group` */
  removeFromGroup(GroupId: string, accounts: readonly string[], actor?: Actor): Promise<GroupView>
  /** @throws `not-in-group` */
  changeMember(
    GroupId: string,
    account: string,
    change: { readonly Role?: 'Admin' | 'Member'; readonly NameCard?: string },
    actor?: Actor,
  ): Promise<GroupView>
  /** A member of an audio-video group drops off or comes back (48734). @throws `wrong-group-type`, `not-in-group` */
  changeMemberState(GroupId: string, account: string, EventType: 'Offline' | 'Online'): Promise<GroupView>

  /**
   * Waits for the verdict (34374). Robots that are mentioned are told of it too (68953).
   *
   * @throws `not-in-group`, `no-such-topic`, and `no-such-group` when it is destroyed meanwhile
   */
  sendGroupMessage(GroupId: string, message: NewGroupMessage, actor?: Actor): Promise<GroupMessageResult>
  /** @throws `no-such-message` */
  recallGroupMessages(GroupId: string, MsgSeqs: readonly number[], actor?: Actor): Promise<void>
  /** @throws `no-such-message` */
  editGroupMessage(GroupId: string, MsgSeq: number, message: MessageContent, actor?: Actor): Promise<void>
  /** @throws `no-such-message` */
  extendGroupMessage(GroupId: string, MsgSeq: number, change: ExtensionChange, actor?: Actor): Promise<void>
  /** Sends read receipts of a member; not in communities (60395). @throws `no-such-message`, `wrong-group-type` */
  readGroupMessages(GroupId: string, account: string, MsgSeqs: readonly number[], actor?: Actor): Promise<void>

  /** Waits for the verdict (49463); only in communities. @throws `wrong-group-type` */
  createTopic(GroupId: string, Name: string, actor?: Actor): Promise<TopicResult>
  /** @throws `no-such-topic` */
  updateTopicInfo(GroupId: string, TopicId: string, changes: GroupInfo, actor?: Actor): Promise<GroupView>
  /** @throws `no-such-topic` */
  destroyTopics(GroupId: string, TopicIds: readonly string[], actor?: Actor): Promise<GroupView>

  /** Waits for the verdict (60795). @throws `official-account-exists` */
  createOfficialAccount(account: NewOfficialAccount, actor?: Actor): Promise<OfficialAccountResult>
  updateOfficialAccount(account: string, changes: OfficialAccountInfo, actor?: Actor): Promise<OfficialAccountView>
  destroyOfficialAccount(account: string, actor?: Actor): Promise<void>
  /** Waits for the verdict about each user (60799). */
  subscribe(account: string, accounts: readonly string[], actor?: Actor): Promise<SubscriptionResult>
  unsubscribe(account: string, accounts: readonly string[], actor?: Actor): Promise<OfficialAccountView>
  /** Waits for the verdict (60803). */
  sendOfficialMessage(account: string, message: MessageContent, actor?: Actor): Promise<OfficialMessageResult>
  recallOfficialMessages(account: string, MsgKeys: readonly string[], actor?: Actor): Promise<void>
}

/** The users, groups and official accounts of a platform, and what is done with them. */
export interface Chat extends ChatOperations {
  /** A user: unless it is named in an operation it has no friends, and is offline. */
  user(account: string): UserView
  /** Every group, in the order of their creation. */
  readonly groups: readonly GroupView[]
  /** One group, unless it was destroyed or never created. */
  group(GroupId: string): GroupView | undefined
  readonly officialAccounts: readonly OfficialAccountView[]
}
