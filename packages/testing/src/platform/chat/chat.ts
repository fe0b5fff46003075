import type { ChatBackend } from './chat-backend.ts'
import type { Chat, ChatOperations } from './chat-operations.ts'
import { newUser, viewOfGroup, viewOfOfficialAccount, viewOfUser } from './chat-state.ts'
import { friends } from './operations/friends.ts'
import { groupMembers } from './operations/group-members.ts'
import { groupMessageLife } from './operations/group-message-life.ts'
import { groupMessages } from './operations/group-messages.ts'
import { groups } from './operations/groups.ts'
import { officialAccounts } from './operations/official-accounts.ts'
import { privateMessageLife } from './operations/private-message-life.ts'
import { privateMessages } from './operations/private-messages.ts'
import { topics } from './operations/topics.ts'
import { users } from './operations/users.ts'

/** Everything that users of Chat can do. */
const chatOperations = (backend: ChatBackend): ChatOperations => ({
  ...users(backend),
  ...friends(backend),
  ...privateMessages(backend),
  ...privateMessageLife(backend),
  ...groups(backend),
  ...groupMembers(backend),
  ...groupMessages(backend),
  ...groupMessageLife(backend),
  ...topics(backend),
  ...officialAccounts(backend),
})

/** Chat as the user of a platform sees it. */
export const chatOf = (backend: ChatBackend): Chat => ({
  ...chatOperations(backend),
  user: (account) => viewOfUser(backend.users.get(account) ?? newUser(account)),
  get groups() {
    return [...backend.groups.values()].map(viewOfGroup)
  },
  group(GroupId) {
    const group = backend.groups.get(GroupId)
    return group && viewOfGroup(group)
  },
  get officialAccounts() {
    return [...backend.officialAccounts.values()].map(viewOfOfficialAccount)
  },
})
