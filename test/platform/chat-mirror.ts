import type { RoomCallbacks } from '@room-callbacks/core'
import type { CallView, GroupView } from '@room-callbacks/testing'

/** A group as a receiver knows it from its callbacks alone. */
interface MirroredGroup {
  name: string
  owner: string
  readonly members: Set<string>
  readonly topics: Set<string>
}

/** What a group is compared by. */
export const comparableGroup = ({ info, Owner_Account, members, topics }: GroupView): object => ({
  name: info.Name,
  owner: Owner_Account,
  members: members.map(({ Member_Account }) => Member_Account).sort(),
  topics: topics.map(({ TopicId }) => TopicId).sort(),
})

/** The groups, friends and calls as a receiver knows them from its callbacks alone; each may come twice. */
export class ChatMirror {
  readonly #groups = new Map<string, MirroredGroup>()
  readonly friends: Set<string> = new Set()
  readonly online: Set<string> = new Set()
  /** How calls ended. */
  readonly ends: Map<string, NonNullable<CallView['CallResult']>> = new Map()
  readonly unread: Map<string, number> = new Map()

  groups(): Map<string, object> {
    return new Map(
      [...this.#groups].map(([id, { members, topics, ...group }]) => [
        id,
        { ...group, members: [...members].sort(), topics: [...topics].sort() },
      ]),
    )
  }

  register(callbacks: RoomCallbacks<unknown>): void {
    const group = (id: string): MirroredGroup => this.#groups.get(id) as MirroredGroup
    const pair = (one: string, other: string): string => [one, other].sort().join(' and ')
    callbacks
      .on('Group.CallbackAfterCreateGroup', ({ GroupId, Name, Owner_Account, MemberList }) => {
        const members = new Set([Owner_Account, ...MemberList.map(({ Member_Account }) => Member_Account)])
        this.#groups.set(GroupId, { name: Name, owner: Owner_Account, members, topics: new Set() })
      })
      .on('Group.CallbackAfterNewMemberJoin', ({ GroupId, NewMemberList }) => {
        for (const { Member_Account } of NewMemberList) group(GroupId).members.add(Member_Account)
      })
      .on('Group.CallbackAfterMemberExit', ({ GroupId, ExitMemberList }) => {
        for (const { Member_Account } of ExitMemberList) group(GroupId).members.delete(Member_Account)
      })
      .on('Group.CallbackAfterChangeGroupOwner', ({ GroupId, NewOwner_Account }) => {
        group(GroupId).owner = NewOwner_Account
      })
      .on('Group.CallbackAfterCreateTopic', ({ GroupId, TopicId }) => void group(GroupId).topics.add(TopicId))
      .on('Sns.CallbackFriendAdd', ({ PairList }) => {
        for (const { From_Account, To_Account } of PairList) this.friends.add(pair(From_Account, To_Account))
      })
      .on('Sns.CallbackFriendDelete', ({ PairList }) => {
        for (const { From_Account, To_Account } of PairList) this.friends.delete(pair(From_Account, To_Account))
      })
      .on('State.StateChange', ({ Info: { Action, To_Account } }) => {
        if (Action === 'Login') this.online.add(To_Account)
        if (Action === 'Logout' || Action === 'Disconnect') this.online.delete(To_Account)
      })
      .on('Call.CallbackAfterEndCall', ({ CallRecord: { CallId, CallResult } }) => {
        this.ends.set(CallId, CallResult as NonNullable<CallView['CallResult']>)
      })
  }
}
