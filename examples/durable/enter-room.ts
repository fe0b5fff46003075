import { deliver } from './deliver.ts'

/** Sends one callback about a member who enters a room. Gives whether it was acknowledged; it is not sent again, as Tencent does not. */
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
