import { bodyOf } from '../../events/message-body.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations } from '../chat-operations.ts'
import { extend, requireMessage } from '../extensions.ts'
import { requireGroupMember } from './group-members.ts'

type GroupMessageOperation = 'recallGroupMessages' | 'editGroupMessage' | 'extendGroupMessage' | 'readGroupMessages'

/** What becomes of group messages: 46979, 269/129193, 76007, 60395. */
export function groupMessageLife(backend: ChatBackend): Pick<ChatOperations, GroupMessageOperation> {
  return {
    async recallGroupMessages(GroupId, MsgSeqs, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, messages, Owner_Account } = group
      const recalled = MsgSeqs.map((MsgSeq) => ({ MsgSeq, ...requireMessage(messages, MsgSeq) }))
      const operator = actor.Operator_Account ?? Owner_Account
      // One packet is about one topic, or about messages outside of topics.
      for (const TopicId of new Set(recalled.map((message) => message.TopicId))) {
        const gone = recalled.filter((message) => message.TopicId === TopicId)
        for (const { MsgSeq } of gone) messages.delete(MsgSeq)
        const packet = {
          CallbackCommand: 'Group.CallbackAfterRecallMsg' as const,
          ...{ Operator_Account: operator, Type, GroupId },
          MsgSeqList: gone.map(({ MsgSeq, MsgId }) => ({ MsgSeq, MsgId })),
          ...(TopicId !== undefined && { TopicId }),
          EventTime: backend.eventTime(),
        }
        void backend.tellGroup(group, packet, operator, actor)
      }
    },
    async editGroupMessage(GroupId, MsgSeq, content, actor = {}) {
      const group = backend.group(GroupId)
      const message = requireMessage(group.messages, MsgSeq)
      message.MsgBody = bodyOf(content)
      const { MsgBody, From_Account, TopicId = '' } = message
      const { CloudCustomData } = content
      const operator = actor.Operator_Account ?? From_Account
      const packet = {
        ...(CloudCustomData !== undefined && { CloudCustomData }),
        MsgBody,
        CallbackCommand: 'Group.CallbackAfterModifyMsg' as const,
        // The sample has an empty text where there is no topic.
        ...{ Operator_Account: operator, GroupId, TopicId, MsgSeq },
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, operator, actor)
    },
    async extendGroupMessage(GroupId, MsgSeq, change, actor = {}) {
      const group = backend.group(GroupId)
      const message = requireMessage(group.messages, MsgSeq)
      const packet = {
        CallbackCommand: 'Group.CallbackAfterGroupMsgExtension' as const,
        ...{ GroupId, MsgSeq },
        ...extend(message, change),
        EventTime: backend.eventTime(),
      }
      void backend.tellGroup(group, packet, actor.Operator_Account ?? message.From_Account, actor)
    },
    async readGroupMessages(GroupId, account, MsgSeqs, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, members, messages } = group
      if (Type === 'Community') throw new SimulationError('wrong-group-type', `${GroupId} is a Community.`)
      requireGroupMember(group, account)
      const read = MsgSeqs.map((MsgSeq) => ({ MsgSeq, ...requireMessage(messages, MsgSeq) }))
      const packet = {
        CallbackCommand: 'Group.CallbackAfterReadReceipt' as const,
        ...{ GroupId, Type },
        GroupMsgReceiptList: read.map(({ MsgSeq, readers }) => {
          readers.add(account)
          const ReadNum = readers.size
          // The sender is neither of them.
          const UnreadNum = Math.max(0, members.size - 1 - ReadNum)
          return { MsgSeq, ReadNum, UnreadNum, ReadReceiptMembers: [{ Member_Account: account }] }
        }),
        EventTime: backend.eventTime(),
      }
      if (read.length > 0) void backend.tellGroup(group, packet, account, actor)
    },
  }
}
