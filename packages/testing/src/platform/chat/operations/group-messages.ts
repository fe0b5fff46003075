import type { EventMap } from '@room-callbacks/core'
import type { Actor } from '../../events/actor.ts'
import { bodyOf } from '../../events/message-body.ts'
import { groupRefusal, messageRefusalOf, replacementIn } from '../../events/read-verdict.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations, NewGroupMessage } from '../chat-operations.ts'
import type { GroupMessageResult } from '../chat-results.ts'
import { type Group, keepMessage, storedMessage } from '../chat-state.ts'
import { isRobot } from '../is-robot.ts'
import { requireGroupMember } from './group-members.ts'
import { requireTopic } from './topics.ts'

/** How many members one message can mention (34375). */
const maxMentions = 30

/** Group messages: asked about before they are delivered, told after (34374, 34375, 49462, 68953). */
export function groupMessages(backend: ChatBackend): Pick<ChatOperations, 'sendGroupMessage'> {
  return {
    sendGroupMessage: async (GroupId, message, actor = {}) => send(backend, backend.group(GroupId), message, actor),
  }
}

async function send(
  backend: ChatBackend,
  group: Group,
  message: NewGroupMessage,
  actor: Actor,
): Promise<GroupMessageResult> {
  const { GroupId, Type } = group
  const { From_Account, CloudCustomData = '', TopicId, mentions = [], onlineOnly = false } = message
  const { failure, withoutCallbacks = [] } = message
  const operator = actor.Operator_Account ?? From_Account
  if (!backend.isAdministrator(operator)) requireGroupMember(group, From_Account)
  if (TopicId !== undefined) requireTopic(group, TopicId)
  if (mentions.length > maxMentions) throw new SimulationError('invalid-field', `${maxMentions} mentions at most.`)
  const tell = (packet: Parameters<ChatBackend['tellGroup']>[1]) => backend.tellGroup(group, packet, operator, actor)
  const time = (): { EventTime: number } => ({ EventTime: backend.eventTime() })
  const MsgId = backend.messageId(Math.floor(backend.settings.clock() / 1000))
  const OnlineOnlyFlag = onlineOnly ? 1 : 0
  const sender = { GroupId, Type, From_Account, Operator_Account: operator, Random: backend.random() }
  const content = { MsgBody: bodyOf(message), CloudCustomData }
  const place = TopicId === undefined ? {} : { TopicId }
  const before = { ...sender, MsgId, OnlineOnlyFlag, ...content, ...place }
  const ask = { CallbackCommand: 'Group.CallbackBeforeSendMsg' as const, ...before, ...time() }
  const answer = withoutCallbacks.includes('before') ? undefined : (await tell(ask)).answer
  backend.requireOpen(group)
  const refusal = messageRefusalOf(answer, groupRefusal)
  if (refusal) return refusal
  const sent = { ...content, ...replacementIn(answer) }
  if (failure) {
    const failed = { ...sender, OnlineOnlyFlag, ...sent, ErrorCode: failure.code, ErrorInfo: failure.text }
    void tell({ CallbackCommand: 'Group.CallbackSendMsgException', ...failed, ...time() })
    return { status: 'failed', ...failure }
  }
  const stamp = time()
  const MsgTime = Math.floor(stamp.EventTime / 1000)
  group.MsgSeq += 1
  const { MsgSeq } = group
  if (!onlineOnly) keepMessage(group.messages, MsgSeq, { ...storedMessage(From_Account, MsgId, sent.MsgBody), TopicId })
  const after = { ...sender, MsgId, MsgSeq, MsgTime, OnlineOnlyFlag, ...sent, ...place, ...mentionsOf(mentions) }
  if (!withoutCallbacks.includes('after'))
    void tell({ CallbackCommand: 'Group.CallbackAfterSendMsg', ...after, ...stamp })
  const AtRobots_Account = mentions === 'all' ? [] : mentions.filter(isRobot)
  if (AtRobots_Account.length > 0) {
    const { GroupAtInfo: _, ...asked } = after as typeof after & { GroupAtInfo?: unknown }
    void tell({ CallbackCommand: 'Bot.OnGroupMessage', ...asked, AtRobots_Account, ...time() })
  }
  return { status: 'delivered', ...sent, MsgSeq, MsgTime }
}

/** Absent where there are none, as in the samples. */
function mentionsOf(
  mentions: NonNullable<NewGroupMessage['mentions']>,
): Pick<EventMap['Group.CallbackAfterSendMsg'], 'GroupAtInfo'> {
  if (mentions === 'all') return { GroupAtInfo: [{ GroupAtAllFlag: 1 }] }
  if (mentions.length === 0) return {}
  return { GroupAtInfo: mentions.map((GroupAt_Account) => ({ GroupAtAllFlag: 0, GroupAt_Account })) }
}
