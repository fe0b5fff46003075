import type { Actor } from '../../events/actor.ts'
import { accountsIn, groupRefusal, refusalOf } from '../../events/read-verdict.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations } from '../chat-operations.ts'
import { type Group, type GroupMember, viewOfGroup } from '../chat-state.ts'

type MemberOperation =
  | 'joinGroup'
  | 'inviteToGroup'
  | 'quitGroup'
  | 'removeFromGroup'
  | 'changeMember'
  | 'changeMemberState'

const listOf = (accounts: readonly string[]) => accounts.map((Member_Account) => ({ Member_Account }))

/** Members come and go: 34370 to 34373, 34376, 48734, 60393. */
export function groupMembers(backend: ChatBackend): Pick<ChatOperations, MemberOperation> {
  const leave = (GroupId: string, accounts: readonly string[], ExitType: 'Kicked' | 'Quit', actor: Actor) => {
    const group = backend.group(GroupId)
    const { Type, Owner_Account } = group
    for (const account of accounts) requireGroupMember(group, account)
    for (const account of accounts) group.members.delete(account)
    const operator = actor.Operator_Account ?? Owner_Account
    const packet = {
      CallbackCommand: 'Group.CallbackAfterMemberExit' as const,
      ...{ GroupId, Type, ExitType, Operator_Account: operator, ExitMemberList: listOf(accounts) },
      EventTime: backend.eventTime(),
    }
    if (accounts.length > 0) void backend.tellGroup(group, packet, operator, actor)
    return viewOfGroup(group)
  }

  return {
    async joinGroup(GroupId, account, actor = {}) {
      const group = backend.group(GroupId)
      const { Type } = group
      refuseMembers(group, [account])
      const operator = actor.Operator_Account ?? account
      const packet = {
        CallbackCommand: 'Group.CallbackBeforeApplyJoinGroup' as const,
        ...{ GroupId, Type, Requestor_Account: account },
        EventTime: backend.eventTime(),
      }
      const { answer } = await backend.tellGroup(group, packet, operator, actor)
      backend.requireOpen(group)
      const refusal = refusalOf(answer, groupRefusal)
      if (refusal) return refusal
      if (!admit(backend, group, [account], { JoinType: 'Apply', operator, actor })) return { status: 'full' }
      return { status: 'joined', group: viewOfGroup(group) }
    },

    async inviteToGroup(GroupId, accounts, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account } = group
      refuseMembers(group, accounts)
      const operator = actor.Operator_Account ?? Owner_Account
      const packet = {
        CallbackCommand: 'Group.CallbackBeforeInviteJoinGroup' as const,
        ...{ GroupId, Type, Operator_Account: operator, DestinationMembers: listOf(accounts) },
        EventTime: backend.eventTime(),
      }
      const { answer } = await backend.tellGroup(group, packet, operator, actor)
      backend.requireOpen(group)
      const refusal = refusalOf(answer, groupRefusal)
      // Which code the inviter sees of a plain refusal is not documented (34371).
      if (refusal?.code === groupRefusal.plain) return { status: 'refused', text: '' }
      if (refusal) return refusal
      const unwanted = accountsIn(answer, 'RefusedMembers_Account')
      const joined = accounts.filter((account) => !unwanted.has(account))
      const refused = accounts.filter((account) => unwanted.has(account))
      if (!admit(backend, group, joined, { JoinType: 'Invited', operator, actor })) return { status: 'full' }
      return { status: 'invited', joined, refused }
    },

    quitGroup: async (GroupId, account, actor = {}) =>
      leave(GroupId, [account], 'Quit', { Operator_Account: account, ...actor }),
    removeFromGroup: async (GroupId, accounts, actor = {}) => leave(GroupId, accounts, 'Kicked', actor),

    async changeMember(GroupId, account, change, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account } = group
      Object.assign(requireGroupMember(group, account), change)
      const operator = actor.Operator_Account ?? Owner_Account
      const packet = {
        CallbackCommand: 'Group.CallbackAfterMemberFieldChanged' as const,
        ...{ GroupId, Type, Operator_Account: operator, Member_Account: account },
        ...change,
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, operator, actor)
      return viewOfGroup(group)
    },

    async changeMemberState(GroupId, account, EventType) {
      const group = backend.group(GroupId)
      if (group.Type !== 'AVChatRoom') throw new SimulationError('wrong-group-type', `${GroupId} is no AVChatRoom.`)
      requireGroupMember(group, account)
      const packet = {
        CallbackCommand: 'Group.CallbackOnMemberStateChange' as const,
        GroupId,
        EventType,
        EventCause: EventType === 'Offline' ? ('HeartbeatInterrupt' as const) : ('HeartbeatRecover' as const),
        MemberList: listOf([account]),
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, account, {})
      return viewOfGroup(group)
    },
  }
}

/** @throws `not-in-group` */
export function requireGroupMember({ GroupId, members }: Group, account: string): GroupMember {
  const member = members.get(account)
  if (!member) throw new SimulationError('not-in-group', `It is ${account}, in ${GroupId}.`)
  return member
}

/** @throws `already-in-group` */
function refuseMembers({ GroupId, members }: Group, accounts: readonly string[]): void {
  const inside = accounts.find((account, place) => members.has(account) || accounts.indexOf(account) < place)
  if (inside !== undefined) throw new SimulationError('already-in-group', `It is ${inside}, in ${GroupId}.`)
}

interface Admission {
  readonly JoinType: 'Apply' | 'Invited'
  readonly operator: string
  readonly actor: Actor
}

/** Lets users in; gives whether there is room for them. It is told when a group is full by them, or was (34376). */
function admit(
  backend: ChatBackend,
  group: Group,
  accounts: readonly string[],
  { JoinType, operator, actor }: Admission,
): boolean {
  const { GroupId, Type, members, MaxMemberCount } = group
  const isTooMany = members.size + accounts.length > MaxMemberCount
  if (!isTooMany && accounts.length > 0) {
    for (const account of accounts) members.set(account, { Role: 'Member', NameCard: '' })
    const packet = {
      CallbackCommand: 'Group.CallbackAfterNewMemberJoin' as const,
      ...{ GroupId, Type, JoinType, Operator_Account: operator, NewMemberList: listOf(accounts) },
      EventTime: backend.eventTime(),
    }
    void backend.tellGroup(group, packet, operator, actor)
  }
  if (isTooMany || (accounts.length > 0 && members.size === MaxMemberCount)) {
    const packet = { CallbackCommand: 'Group.CallbackAfterGroupFull' as const, GroupId, EventTime: backend.eventTime() }
    void backend.tellGroup(group, packet, operator, actor)
  }
  return !isTooMany
}
