import type { MessageElement } from '@room-callbacks/core'
import { SimulationError } from '../../simulation-error.ts'
import type { MessageResult } from '../results.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { PlatformAnswer } from '../room-event.ts'
import type { NewMessage, RoomOperations } from '../room-operations.ts'
import { textIn } from '../text-in.ts'

/** What a sender sees of a plain refusal (74347). */
const plainRefusal = 10016
const silentDrop = 2
const customCodes = [10100, 10200] as const

/** Messages in lives: asked about before they are delivered, told after (74347, 74348). */
export function messages(backend: RoomBackend): Pick<RoomOperations, 'sendMessage'> {
  return {
    async sendMessage(RoomId, message, actor = {}) {
      const room = backend.room(RoomId, 'live')
      if (room.info.IsMessageDisabled) throw new SimulationError('messages-disabled')
      const { From_Account, CloudCustomData = '' } = message
      const operator = actor.Operator_Account ?? From_Account
      const asked = {
        GroupId: RoomId,
        Type: 'Live',
        From_Account,
        Operator_Account: operator,
        Random: backend.chance.below(2 ** 32 - 1),
        MsgId: `${backend.chance.hex(16)}-${Math.floor(backend.settings.clock() / 1000)}`,
        MsgBody: bodyOf(message),
        CloudCustomData,
      } as const
      const before = { CallbackCommand: 'Group.CallbackBeforeSendMsg' as const, ...asked }
      const { answer } = await backend.tell(room, { ...before, EventTime: backend.eventTime() }, operator, actor)
      backend.requireOpen(room)
      const refusal = answer && refusalOf(answer)
      if (refusal) return refusal
      const replaced = replacementIn(answer)
      room.messages += 1
      const EventTime = backend.eventTime()
      const sent = { MsgSeq: room.messages, MsgTime: Math.floor(EventTime / 1000), ...replaced, EventTime }
      const after = { ...asked, CallbackCommand: 'Group.CallbackAfterSendMsg' as const, ...sent }
      void backend.tell(room, after, operator, actor)
      return {
        status: 'delivered',
        MsgBody: after.MsgBody,
        CloudCustomData: after.CloudCustomData,
        MsgSeq: after.MsgSeq,
      }
    },
  }
}

// A sender may use a kind of element that no document knows.
const bodyOf = (message: NewMessage): MessageElement[] =>
  'MsgBody' in message
    ? (message.MsgBody as MessageElement[])
    : [{ MsgType: 'TIMTextElem', MsgContent: { Text: message.Text } }]

function refusalOf(answer: PlatformAnswer): MessageResult | undefined {
  const { ErrorCode } = answer
  const [first, last] = customCodes
  if (ErrorCode === 0) return undefined
  if (ErrorCode === silentDrop) return { status: 'dropped' }
  // Any other code is not documented: the message is not delivered, and the sender learns no more than from 1.
  if (ErrorCode < first || ErrorCode > last) return { status: 'refused', code: plainRefusal, text: '' }
  return { status: 'refused', code: ErrorCode, text: textIn(answer, 'ErrorInfo') }
}

/** The fields with which an answer replaces those of the message. */
function replacementIn(answer: PlatformAnswer | undefined): { MsgBody?: MessageElement[]; CloudCustomData?: string } {
  const { MsgBody, CloudCustomData } = answer ?? { MsgBody: undefined, CloudCustomData: undefined }
  return {
    ...(Array.isArray(MsgBody) && { MsgBody: MsgBody as MessageElement[] }),
    ...(typeof CloudCustomData === 'string' && { CloudCustomData }),
  }
}
