import type { CommandName, EventMap } from '@room-callbacks/core'
import type { Actor } from '../../events/actor.ts'
import { bodyOf } from '../../events/message-body.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations } from '../chat-operations.ts'
import { type PrivateMessage, viewOfUser } from '../chat-state.ts'
import { extend, requireMessage } from '../extensions.ts'

type PrivateMessageOperation =
  | 'recallPrivateMessage'
  | 'editPrivateMessage'
  | 'extendPrivateMessage'
  | 'readConversation'
  | 'readPrivateMessages'
  | 'readAll'

/** What becomes of one-to-one messages: 43465, 43466, 76006, 269/128223 to 269/128225. */
export function privateMessageLife(backend: ChatBackend): Pick<ChatOperations, PrivateMessageOperation> {
  const tell = <Name extends CommandName>(
    { From_Account, To_Account }: Pick<PrivateMessage, 'From_Account' | 'To_Account'>,
    packet: EventMap[Name],
    actor: Actor,
  ): void => {
    void backend.tellUser([From_Account, To_Account], packet, actor.Operator_Account ?? From_Account, actor)
  }
  return {
    async recallPrivateMessage(MsgKey, actor = {}) {
      const message = requireMessage(backend.messages, MsgKey)
      const { From_Account, To_Account } = message
      const { unread } = backend.user(To_Account)
      backend.messages.delete(MsgKey)
      unread.delete(MsgKey)
      const packet = { From_Account, To_Account, MsgKey, UnreadMsgNum: unread.size }
      tell(message, { CallbackCommand: 'C2C.CallbackAfterMsgWithDraw', ...packet }, actor)
    },
    async editPrivateMessage(MsgKey, content, actor = {}) {
      const message = requireMessage(backend.messages, MsgKey)
      message.MsgBody = bodyOf(content)
      const { From_Account, To_Account, MsgSeq, MsgRandom, MsgTime, MsgBody } = message
      const { CloudCustomData } = content
      const packet = {
        ...(CloudCustomData !== undefined && { CloudCustomData }),
        MsgBody,
        CallbackCommand: 'C2C.CallbackAfterModifyMsg' as const,
        Operator_Account: actor.Operator_Account ?? From_Account,
        ...{ From_Account, To_Account, MsgRandom, MsgSeq, MsgTime, MsgKey },
        EventTime: backend.eventTime(),
      }
      tell(message, packet, actor)
    },
    async extendPrivateMessage(MsgKey, change, actor = {}) {
      const message = requireMessage(backend.messages, MsgKey)
      const { From_Account, To_Account } = message
      const packet = {
        CallbackCommand: 'C2C.CallbackAfterC2CMsgExtension' as const,
        ...{ From_Account, To_Account, MsgKey },
        ...extend(message, change),
        EventTime: backend.eventTime(),
      }
      tell(message, packet, actor)
    },
    async readConversation(account, Peer_Account, actor = {}) {
      const user = backend.user(account)
      for (const [key, sender] of user.unread) if (sender === Peer_Account) user.unread.delete(key)
      const packet = {
        CallbackCommand: 'C2C.CallbackAfterMsgReport' as const,
        Report_Account: account,
        Peer_Account,
        LastReadTime: Math.floor(backend.eventTime() / 1000),
        UnreadMsgNum: user.unread.size,
      }
      tell({ From_Account: account, To_Account: Peer_Account }, packet, actor)
      return viewOfUser(user)
    },
    async readPrivateMessages(account, MsgKeys, actor = {}) {
      const messages = MsgKeys.map((key) => requireMessage(backend.messages, key))
      // One receipt is about one conversation.
      for (const Peer_Account of new Set(messages.map(({ From_Account }) => From_Account))) {
        const read = messages.filter(({ From_Account }) => From_Account === Peer_Account)
        for (const { readers, MsgKey } of read) {
          readers.add(account)
          backend.user(account).unread.delete(MsgKey)
        }
        const packet = {
          CallbackCommand: 'C2C.CallbackAfterMsgReadReceipt' as const,
          Operator_Account: account,
          Peer_Account,
          C2CMsgInfo: read.map(({ MsgKey, MsgId }) => ({
            From_Account: Peer_Account,
            To_Account: account,
            MsgKey,
            MsgId,
          })),
          EventTime: backend.eventTime(),
        }
        tell({ From_Account: account, To_Account: Peer_Account }, packet, actor)
      }
    },
    async readAll(account, actor = {}) {
      const user = backend.user(account)
      user.unread.clear()
      const groups = [...backend.groups.values()].filter(({ members }) => members.has(account))
      const packet = {
        CallbackCommand: 'C2C.CallbackAfterMsgReadAll' as const,
        Report_Account: account,
        EventTime: backend.eventTime(),
        GroupReadInfo: groups.map(({ GroupId, MsgSeq }) => ({ GroupId, MsgSeq })),
      }
      void backend.tellUser([account], packet, actor.Operator_Account ?? account, actor)
      return viewOfUser(user)
    },
  }
}
