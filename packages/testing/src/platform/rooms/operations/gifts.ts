import type { EventEnd } from '../../events/platform-event.ts'
import { textIn } from '../../events/text-in.ts'
import type { GiftResult } from '../results.ts'
import { viewOfRoom } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'

const passedThrough = [102100, 102200] as const

/** Gifts in lives: asked about before they are sent (72210). */
export function gifts(backend: RoomBackend): Pick<RoomOperations, 'sendGift' | 'like'> {
  return {
    async sendGift(RoomId, { From_Account, To_Account, GiftId, Count = 1, Coins = 1 }, actor = {}) {
      const room = backend.room(RoomId, 'live')
      const operator = actor.Operator_Account ?? From_Account
      const packet = {
        CallbackCommand: 'Live.CallbackBeforeSendGift' as const,
        Operator_Account: operator,
        RoomId,
        GiftWater: {
          From_Account,
          To_Account: [...(To_Account ?? [room.Owner_Account])],
          Time: Math.floor(backend.settings.clock() / 1000),
          GiftId,
          Count,
          Coins,
        },
      }
      const result = resultOf(await backend.tell(room, packet, operator, actor))
      backend.requireOpen(room)
      if (result.status === 'sent') {
        room.statistic.gifts += Count
        room.statistic.coins += Count * Coins
        room.statistic.senders.add(From_Account)
      }
      return result
    },
    async like(RoomId, count = 1) {
      const room = backend.room(RoomId, 'live')
      room.statistic.likes += count
      return viewOfRoom(room)
    },
  }
}

function resultOf({ isSent, answer, isNotBlocked }: EventEnd): GiftResult {
  if (!isSent) return { status: 'sent' }
  if (!answer) return { status: isNotBlocked ? 'sent' : 'blocked' }
  const { ErrorCode } = answer
  if (ErrorCode === 0) return { status: 'sent' }
  const [first, last] = passedThrough
  if (ErrorCode < first || ErrorCode > last) return { status: 'blocked' }
  return { status: 'blocked', code: ErrorCode, text: textIn(answer, 'ErrorInfo') }
}
