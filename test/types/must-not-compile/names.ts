import { roomCallbacks } from '@room-callbacks/node'

const callbacks = roomCallbacks(1400000000)
const handler = () => {}

// @ts-expect-error a command that Tencent does not have
callbacks.on('Room.CallbackAfterCreateRom', handler)
// @ts-expect-error another casing of a command
callbacks.on('room.callbackaftercreateroom', handler)
// @ts-expect-error an alias: handlers are registered under the canonical name
callbacks.on('Room.CallbackUpdateRoomInfo', handler)
// @ts-expect-error a hook that does not exist
callbacks.on('errors', handler)
// @ts-expect-error a name that is known only at run time
callbacks.on(String('Room.CallbackAfterCreateRoom'), handler)
// @ts-expect-error a handler that is missing
callbacks.on('Room.CallbackAfterCreateRoom')
// @ts-expect-error a handler that is no function
callbacks.on('Room.CallbackAfterCreateRoom', { handler })
// @ts-expect-error a family that Tencent does not have
callbacks.on('Grop.*', handler)
// @ts-expect-error a family whose commands are all answered with data
callbacks.on('Chatbot.*', handler)
// @ts-expect-error a part of a family
callbacks.on('Group.CallbackAfter*', handler)
// @ts-expect-error a Before command is none of its family
callbacks.on('Group.*', ({ CallbackCommand }) => CallbackCommand === 'Group.CallbackBeforeSendMsg')
// @ts-expect-error a list with a command that Tencent does not have
callbacks.on(['Room.CallbackAfterCreateRoom', 'Room.CallbackAfterCreateRom'], handler)
// @ts-expect-error a hook in a list
callbacks.on(['Room.CallbackAfterCreateRoom', 'error'], handler)
// @ts-expect-error a command that is answered with data, in a list
callbacks.on(['Room.CallbackAfterCreateRoom', 'Chatbot.InterfaceInvocation'], handler)
// @ts-expect-error a list that is known only at run time
callbacks.on(['Room.CallbackAfterCreateRoom'].map(String), handler)
// @ts-expect-error `off` of a list with a command that does not exist
callbacks.off(['Room.CallbackAfterCreateRom'])
// @ts-expect-error `off` of a command that does not exist
callbacks.off('Room.CallbackAfterCreateRom')
// @ts-expect-error `off` of an alias
callbacks.off('Room.CallbackUpdateRoomInfo')
// @ts-expect-error `off` with a handler of another command
callbacks.off('Live.CallbackBeforeSendGift', handler)
