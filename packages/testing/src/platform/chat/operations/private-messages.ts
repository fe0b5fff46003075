import type { Actor } from '../../events/actor.ts'
import { bodyOf } from '../../events/message-body.ts'
import { messageRefusal, messageRefusalOf, replacementIn } from '../../events/read-verdict.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations, NewPrivateMessage } from '../chat-operations.ts'
import type { PrivateMessageResult } from '../chat-results.ts'
import { keepMessage, storedMessage } from '../chat-state.ts'
import { isRobot } from '../is-robot.ts'

/** One-to-one messages: asked about before they are delivered, told after (34364, 34365); robots (68952, 269/103730). */
export function privateMessages(backend: ChatBackend): Pick<ChatOperations, 'sendPrivateMessage' | 'signalRobot'> {
  return {
    sendPrivateMessage: (From_Account, To_Account, message, actor = {}) =>
      send(backend, { From_Account, To_Account }, message, actor),
    async signalRobot(From_Account, To_Account, Data, actor = {}) {
      const EventTime = backend.eventTime()
      const { MsgSeq, MsgRandom, MsgKey } = idsOf(backend, EventTime)
      const packet = {
        CallbackCommand: 'Chatbot.OnC2CSignalMessage' as const,
        ...{ From_Account, To_Account, MsgSeq, MsgRandom, MsgKey, EventTime, Data },
      }
      const parties = [From_Account, To_Account]
      const { answer } = await backend.tellUser(parties, packet, actor.Operator_Account ?? From_Account, actor)
      const data = answer?.ErrorCode === 0 ? answer['RspData'] : undefined
      return typeof data === 'string' ? data : undefined
    },
  }
}

/** What names a one-to-one message: the key of the samples is sequence, random number and time. */
function idsOf(backend: ChatBackend, EventTime: number) {
  const [MsgSeq, MsgRandom, MsgTime] = [backend.random(), backend.random(), Math.floor(EventTime / 1000)]
  return { MsgSeq, MsgRandom, MsgTime, MsgKey: `${MsgSeq}_${MsgRandom}_${MsgTime}` }
}

async function send(
  backend: ChatBackend,
  parties: { readonly From_Account: string; readonly To_Account: string },
  message: NewPrivateMessage,
  actor: Actor,
): Promise<PrivateMessageResult> {
  const { CloudCustomData = '', onlineOnly = false, failure, withoutCallbacks = [] } = message
  const { From_Account, To_Account } = parties
  const operator = actor.Operator_Account ?? From_Account
  const tell = (packet: Parameters<ChatBackend['tellUser']>[1]) =>
    backend.tellUser([From_Account, To_Account], packet, operator, actor)
  const ids = idsOf(backend, backend.eventTime())
  const head = { ...parties, ...ids, OnlineOnlyFlag: onlineOnly ? 1 : 0 }
  const content = { MsgBody: bodyOf(message), CloudCustomData }
  const ask = { CallbackCommand: 'C2C.CallbackBeforeSendMsg' as const, ...head, ...content }
  const answer = withoutCallbacks.includes('before') ? undefined : (await tell(ask)).answer
  const refusal = messageRefusalOf(answer, messageRefusal)
  if (refusal) return refusal
  const sent = { ...content, ...replacementIn(answer) }
  const { MsgKey, MsgSeq, MsgTime } = ids
  const receiver = backend.user(To_Account)
  if (!failure && !onlineOnly) {
    const stored = storedMessage(From_Account, backend.messageId(MsgTime), sent.MsgBody)
    keepMessage(backend.messages, MsgKey, { ...stored, ...parties, ...ids })
    keepMessage(receiver.unread, MsgKey, From_Account)
  }
  const [SendMsgResult, ErrorInfo] = failure ? [failure.code, failure.text] : [0, 'send msg succeed']
  const UnreadMsgNum = failure ? -1 : receiver.unread.size
  const result = { SendMsgResult, ErrorInfo }
  const after = { CallbackCommand: 'C2C.CallbackAfterSendMsg' as const, ...head, ...result, UnreadMsgNum, ...sent }
  if (!withoutCallbacks.includes('after')) void tell(after)
  if (failure) return { status: 'failed', ...failure }
  if (isRobot(To_Account)) {
    void tell({ CallbackCommand: 'Bot.OnC2CMessage', ...head, ...result, ...sent, EventTime: backend.eventTime() })
  }
  return { status: 'delivered', ...sent, MsgKey, MsgSeq, MsgTime }
}
