import { viewOfRoom } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'
import { changeInformation } from './information.ts'

/** Whose room it is, and who helps. */
export function ownership(backend: RoomBackend): Pick<RoomOperations, 'changeOwner' | 'modifyAdmins'> {
  return {
    async changeOwner(RoomId, account, actor = {}) {
      const room = backend.room(RoomId)
      const OriginalOwner_Account = room.Owner_Account
      const operator = actor.Operator_Account ?? OriginalOwner_Account
      if (room.product === 'conference') {
        changeInformation(backend, room, { Owner_Account: account }, { ...actor, Operator_Account: operator })
        return viewOfRoom(room)
      }
      room.Owner_Account = account
      const packet = {
        CallbackCommand: 'Live.CallbackAfterChangeOwner' as const,
        RoomId,
        EventTime: backend.eventTime(),
        Operator_Account: operator,
        CurrentOwner_Account: account,
        OriginalOwner_Account,
      }
      void backend.tell(room, packet, operator, actor)
      return viewOfRoom(room)
    },
    async modifyAdmins(RoomId, change, accounts, actor = {}) {
      const room = backend.room(RoomId, 'live')
      for (const account of accounts) room.admins[change](account)
      const operator = actor.Operator_Account ?? room.Owner_Account
      const packet = {
        CallbackCommand: 'Live.CallbackAfterModifyAdmin' as const,
        RoomId,
        EventTime: backend.eventTime(),
        Operator_Account: operator,
        Admin_Account: [...accounts],
        opType: change,
      }
      void backend.tell(room, packet, operator, actor)
      return viewOfRoom(room)
    },
  }
}
