import { live, mic, roomCallbacks } from '@room-callbacks/web/families'

const callbacks = roomCallbacks(1400000000, { families: [live, mic] })
  .on('Live.CallbackAfterCreateRoom', ({ RoomInfo }) => RoomInfo.RoomId)
  .on(['Live.CallbackAfterCreateRoom', 'Mic.CallbackAfterSeatInfoChanged'], () => {})
  .on('Mic.*', ({ SeatList }) => SeatList.length)
  .on('*', () => {})
const handler = () => {}

// @ts-expect-error a command of a family that was not given
callbacks.on('Room.CallbackAfterCreateRoom', handler)
// @ts-expect-error a family that was not given
callbacks.on('Room.*', handler)
// @ts-expect-error a list with a command of a family that was not given
callbacks.on(['Live.CallbackAfterCreateRoom', 'Room.CallbackAfterCreateRoom'], handler)
// @ts-expect-error a handler that is to be removed, of a family that was not given
callbacks.off('Room.CallbackAfterCreateRoom')
// @ts-expect-error families are missing
roomCallbacks(1400000000, {})
// @ts-expect-error the name of a family
roomCallbacks(1400000000, { families: ['live'] })
