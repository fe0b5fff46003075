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
      const by = { Operator_Account: OriginalOwner_Account, ...actor }
      if (room.product === 'conference') {
        changeInformation(backend, room, { Owner_Account: account }, by)
        return viewOfRoom(room)
      }
      room.Owner_Account = account
      backend.tellByOwner(room, by, (Operator_Account, EventTime) => ({
        CallbackCommand: 'Live.CallbackAfterChangeOwner',
        RoomId,
        EventTime,
        Operator_Account,
        CurrentOwner_Account: account,
        OriginalOwner_Account,
      }))
      return viewOfRoom(room)
    },
    async modifyAdmins(RoomId, change, accounts, actor = {}) {
      const room = backend.room(RoomId, 'live')
      if (accounts.length === 0) return viewOfRoom(room)
      for (const account of accounts) room.admins[change](account)
      backend.tellByOwner(room, actor, (Operator_Account, EventTime) => ({
        CallbackCommand: 'Live.CallbackAfterModifyAdmin',
        ...{ RoomId, EventTime, Operator_Account, Admin_Account: [...accounts], opType: change },
      }))
      return viewOfRoom(room)
    },
  }
}
