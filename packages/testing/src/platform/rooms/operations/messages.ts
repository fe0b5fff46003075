import { bodyOf } from '../../events/message-body.ts'
import { groupRefusal, messageRefusalOf, replacementIn } from '../../events/read-verdict.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'

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
      const refusal = messageRefusalOf(answer, groupRefusal)
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
