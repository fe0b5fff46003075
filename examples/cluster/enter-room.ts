import { deliver } from './deliver.ts'

/** Tells of somebody who enters a room, once, as Tencent does. Whether it was acknowledged: if not, it is gone. */
export async function enterRoom(url: string, room: string, member: string): Promise<boolean> {
  const command = 'Room.CallbackAfterMemberEnter'
  const entering = {
    CallbackCommand: command,
    Operator_Account: member,
    RoomId: room,
    MemberList_Account: [member],
    EventTime: Date.now(),
  }
  const status = await deliver(url, command, JSON.stringify(entering)).catch(() => undefined)
  return status === 200
}
