/** A user of Chat as the platform knows it: plain JSON, made anew for each look. */
export interface UserView {
  readonly account: string
  readonly isOnline: boolean
  readonly friends: readonly string[]
  /** Who is on its block list. */
  readonly blocked: readonly string[]
  /** How many one-to-one messages it has not read. */
  readonly unread: number
  /** By tag, such as `Tag_Profile_IM_Nick`. */
  readonly profile: { readonly [tag: string]: string | number }
}

/** A member of a group. */
export interface GroupMemberView {
  readonly Member_Account: string
  readonly Role: 'Owner' | 'Admin' | 'Member'
  readonly NameCard: string
}

/** A topic of a community. */
export interface TopicView {
  readonly TopicId: string
  readonly Name: string
}

/** What can be told of a group or topic beside its name. */
export interface GroupInfo {
  readonly Name?: string
  readonly Introduction?: string
  readonly Notification?: string
  readonly FaceUrl?: string
}

/** A group as the platform knows it. */
export interface GroupView {
  readonly GroupId: string
  readonly Type: GroupType
  readonly info: GroupInfo
  readonly Owner_Account: string
  /** In the order of joining, the owner first. */
  readonly members: readonly GroupMemberView[]
  readonly attributes: { readonly [key: string]: string }
  readonly topics: readonly TopicView[]
  /** The number of the latest message. */
  readonly MsgSeq: number
}

/** The kinds of groups (34369). */
export type GroupType = 'Work' | 'Public' | 'Meeting' | 'AVChatRoom' | 'Community'

/** An official account as the platform knows it. */
export interface OfficialAccountView {
  readonly Official_Account: string
  readonly Owner_Account: string
  readonly info: OfficialAccountInfo
  readonly subscribers: readonly string[]
}

/** What can be told of an official account. */
export interface OfficialAccountInfo {
  readonly Name?: string
  readonly Introduction?: string
  readonly FaceUrl?: string
  readonly Organization?: string
}
