import { type Context, type Rejection, roomCallbacks } from '@room-callbacks/node'

const logBoth = (rejection: Rejection, context: Context): void => console.log(rejection, context)

roomCallbacks(1400000000)
  // @ts-expect-error a field that the event lacks
  .on('Room.CallbackAfterCreateRoom', (event) => event.RoomId)
  // @ts-expect-error a field in another casing
  .on('Room.CallbackAfterCreateRoom', (event) => event.RoomInfo.roomId)
  // @ts-expect-error a field of another command
  .on('Room.CallbackAfterDestroyRoom', (event) => event.RoomInfo)
  // @ts-expect-error a field that may be absent
  .on('Room.CallbackAfterCreateRoom', (event) => event.RoomInfo.RoomName.length)
  // @ts-expect-error an id is a string, also when a number arrives
  .on('Room.CallbackAfterCreateRoom', (event) => event.RoomInfo.RoomId.toFixed())
  // @ts-expect-error a flag is a boolean, also when a number arrives
  .on('Room.CallbackAfterCreateRoom', (event) => event.RoomInfo.IsSeatEnabled === 'true')
  // @ts-expect-error a member of an event of RTC Engine stands in EventInfo
  .on('RtcEngine.EVENT_TYPE_ENTER_ROOM', (event) => event.RoomId)
  // @ts-expect-error an event is registered under its constant, not under its number
  .on('RtcEngine.103', () => {})
  // @ts-expect-error a handler that wants the event of another command
  .on('Room.CallbackAfterCreateRoom', (event: { GiftWater: string }) => event.GiftWater)
  // @ts-expect-error the fields of an unknown command are unknown
  .on('unknown', (packet) => packet['RoomId'].length)
  // @ts-expect-error a field of the context that does not exist
  .on('Room.CallbackAfterCreateRoom', (_event, context) => context.request)
  // @ts-expect-error a rejected callback is told as one value
  .on('rejected', logBoth)
  // @ts-expect-error the context of an error may be absent
  .on('error', (_error, context) => context.command)
  // @ts-expect-error a code that no error has
  .on('error', (error) => error.code === 'handler-threw')

function rename(context: Context): void {
  // @ts-expect-error a context is read, not written
  context.command = 'Room.CallbackAfterDestroyRoom'
}
roomCallbacks(1400000000).on('Room.CallbackAfterCreateRoom', (_event, context) => rename(context))
roomCallbacks(1400000000)
  // @ts-expect-error a field that one event of a list lacks
  .on(['Room.CallbackAfterCreateRoom', 'Room.CallbackAfterDestroyRoom'], (event) => event.RoomInfo)
  // @ts-expect-error a command that is not in the list
  .on(['Room.CallbackAfterMemberEnter', 'Room.CallbackAfterMemberLeave'], (_event, { command }) => command === 'Mic.X')
  // @ts-expect-error a field that few events of a family have
  .on('Live.*', (event) => event.GiftWater)
