import { allow, deny, type EventMap } from '@room-callbacks/node'

/** Who must not come into groups, nor become a friend of others. */
const banned: readonly string[] = ['spammer', 'mallory']
/** How many groups of one type a user may own. */
const maxGroups = 3

/** Who may create a group, and under which name. */
export function judgeGroup({ Owner_Account, Name, CreateGroupNum = 0 }: EventMap['Group.CallbackBeforeCreateGroup']) {
  if (banned.includes(Owner_Account)) return deny(10102, 'You may not create groups')
  if (CreateGroupNum >= maxGroups) return deny(10103, `${maxGroups} groups are enough`)
  return /official/i.test(Name) ? deny(10104, 'Choose another name') : allow()
}

/** Who may join by itself. */
export const judgeApplication = ({ Requestor_Account }: EventMap['Group.CallbackBeforeApplyJoinGroup']) =>
  banned.includes(Requestor_Account) ? deny(10102, 'You may not join') : allow()

/** Who of those that are invited may join: the others are let in. */
export function judgeInvitation({ DestinationMembers }: EventMap['Group.CallbackBeforeInviteJoinGroup']) {
  const invited = DestinationMembers.map(({ Member_Account }) => Member_Account)
  return allow({ RefusedMembers_Account: invited.filter((account) => banned.includes(account)) })
}

/** Whose friend a user may become: each asked user has a result of its own. */
export function judgeFriends({ From_Account, FriendItem }: EventMap['Sns.CallbackPrevFriendAdd']) {
  if (banned.includes(From_Account)) return deny(38001, 'You may not ask')
  const ResultItem = FriendItem.map(({ To_Account, AddWording = '' }) =>
    /https?:\/\//i.test(AddWording)
      ? { To_Account, ResultCode: 38002, ResultInfo: 'No links in a request' }
      : { To_Account, ResultCode: 0, ResultInfo: '' },
  )
  return allow({ ResultItem })
}
