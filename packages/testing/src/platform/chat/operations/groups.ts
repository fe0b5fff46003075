import { groupRefusal, refusalOf } from '../../events/read-verdict.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { AttributeChange, ChatOperations } from '../chat-operations.ts'
import { type Group, viewOfGroup } from '../chat-state.ts'

/** At this share of the quota of a day a callback tells (57455). */
const quotaShare = 0.7

type GroupOperation = 'createGroup' | 'destroyGroup' | 'updateGroupInfo' | 'changeGroupOwner' | 'changeAttributes'

/** Groups come and go, and change: 34368, 34369, 34377, 34378, 60394, 60396, 57455. */
export function groups(backend: ChatBackend): Pick<ChatOperations, GroupOperation> {
  return {
    async createGroup(
      { Owner_Account, Type = 'Public', Name, members = [], MaxMemberCount = 200, ...given },
      actor = {},
    ) {
      const GroupId = given.GroupId ?? `@TGS#2${backend.chance.hex(8).toUpperCase()}`
      if (backend.groups.has(GroupId)) throw new SimulationError('group-exists', `It is ${GroupId}.`)
      const operator = actor.Operator_Account ?? Owner_Account
      const MemberList = members.map((Member_Account) => ({ Member_Account }))
      const asked = { Operator_Account: operator, Owner_Account, Type, Name }
      const owned = [...backend.groups.values()].filter((group) => group.Owner_Account === Owner_Account)
      const before = {
        CallbackCommand: 'Group.CallbackBeforeCreateGroup' as const,
        ...asked,
        CreateGroupNum: owned.filter((group) => group.Type === Type).length,
        MemberList,
        EventTime: backend.eventTime(),
      }
      const { answer } = await backend.tellGroup({ GroupId }, before, operator, actor)
      const refusal = refusalOf(answer, groupRefusal)
      if (refusal) return refusal
      const everyMember = [...new Set([Owner_Account, ...members])]
      const group: Group = {
        GroupId,
        Type,
        info: { Name },
        Owner_Account,
        members: new Map(everyMember.map((account) => [account, { Role: 'Member', NameCard: '' }])),
        MaxMemberCount,
        attributes: new Map(),
        topics: new Map(),
        MsgSeq: 0,
        messages: new Map(),
      }
      backend.groups.set(GroupId, group)
      const after = { CallbackCommand: 'Group.CallbackAfterCreateGroup' as const, GroupId, ...asked, MemberList }
      void backend.tellGroup(group, { ...after, EventTime: backend.eventTime() }, operator, actor)
      tellQuota(backend, operator)
      return { status: 'created', group: viewOfGroup(group) }
    },

    async destroyGroup(GroupId, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account, info, members } = group
      backend.groups.delete(GroupId)
      const packet = {
        CallbackCommand: 'Group.CallbackAfterGroupDestroyed' as const,
        ...{ GroupId, Type, Owner_Account, Name: info.Name },
        // A community may have a hundred thousand: its packet has none (34377).
        ...(Type !== 'Community' && { MemberList: [...members.keys()].map((Member_Account) => ({ Member_Account })) }),
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, actor.Operator_Account ?? Owner_Account, actor)
    },

    async updateGroupInfo(GroupId, changes, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account } = group
      const Operator_Account = actor.Operator_Account ?? Owner_Account
      group.info = { ...group.info, ...changes }
      const packet = {
        CallbackCommand: 'Group.CallbackAfterGroupInfoChanged' as const,
        ...{ GroupId, Type, Operator_Account },
        ...changes,
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, Operator_Account, actor)
      return viewOfGroup(group)
    },

    async changeGroupOwner(GroupId, account, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account: OldOwner_Account } = group
      if (!group.members.has(account)) throw new SimulationError('not-in-group', `It is ${account}, in ${GroupId}.`)
      const Operator_Account = actor.Operator_Account ?? OldOwner_Account
      group.Owner_Account = account
      const packet = {
        CallbackCommand: 'Group.CallbackAfterChangeGroupOwner' as const,
        ...{ GroupId, Type, Operator_Account, OldOwner_Account, NewOwner_Account: account },
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, Operator_Account, actor)
      return viewOfGroup(group)
    },

    async changeAttributes(GroupId, change, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account } = group
      const Operator_Account = actor.Operator_Account ?? Owner_Account
      const packet = {
        CallbackCommand: 'Group.CallbackAfterGroupAttrChanged' as const,
        ...{ GroupId, Type, Operator_Account },
        ...changeOf(group, change),
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, Operator_Account, actor)
      return viewOfGroup(group)
    },
  }
}

/** Tells once, when a creation brings the count to the mark; it is about no group. */
function tellQuota(backend: ChatBackend, operator: string): void {
  const Quota = backend.settings.groupQuota
  const QuotaUsed = backend.groups.size
  if (QuotaUsed !== Math.ceil(Quota * quotaShare)) return
  const packet = { QuotaUsed, Quota, EventTime: backend.eventTime() }
  void backend.tellUser([], { CallbackCommand: 'Group.CallbackOnDailyGroupQuotaAlarm', ...packet }, operator, {})
}

/** Changes attributes. `set` replaces all of them, `modify` those that are named. */
function changeOf({ attributes }: Group, change: AttributeChange) {
  const listed = (pairs: Iterable<readonly [string, string]>) => [...pairs].map(([key, value]) => ({ key, value }))
  if ('clear' in change) {
    attributes.clear()
    return { OptionType: 'clear' as const, GroupAttr: [] }
  }
  if ('delete' in change) {
    const gone = [...attributes].filter(([key]) => change.delete.includes(key))
    for (const [key] of gone) attributes.delete(key)
    return { OptionType: 'delete' as const, GroupAttr: listed(gone) }
  }
  const pairs = Object.entries('set' in change ? change.set : change.modify)
  if ('set' in change) attributes.clear()
  for (const [key, value] of pairs) attributes.set(key, value)
  return { OptionType: 'set' in change ? ('set' as const) : ('modify' as const), GroupAttr: listed(pairs) }
}
