import { roomCallbacks } from '@room-callbacks/express'
import express from 'express'
import { key, sdkAppId, token } from './account.ts'
import { Rooms, roomView } from './rooms.ts'
import { isMain, serve } from './serve.ts'
import { signedCurl } from './signed-curl.ts'

/** What the callbacks told. */
export const rooms = new Rooms()

/** Keeps the mirror. Each handler may run twice for one event without harm: it sets, it does not count. */
export const callbacks = roomCallbacks(sdkAppId, { token, key })
  .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.describe(RoomInfo))
  .on('Room.CallbackAfterUpdateRoomInfo', ({ RoomInfo }) => rooms.describe(RoomInfo))
  .on('Room.CallbackAfterMemberEnter', ({ RoomId, MemberList_Account }) => rooms.enter(RoomId, MemberList_Account))
  .on('Room.CallbackAfterMemberLeave', ({ RoomId, MemberList_Account }) => rooms.leave(RoomId, MemberList_Account))
  .on('Room.CallbackAfterDestroyRoom', ({ RoomId }) => rooms.delete(RoomId))

  .on('Mic.CallbackAfterSeatInfoChanged', ({ RoomId, SeatList }) => {
    const { seats } = rooms.at(RoomId)
    for (const { Index, Member_Account } of SeatList) {
      if (Member_Account === undefined) seats.delete(Index)
      else seats.set(Index, Member_Account)
    }
  })

  .on('Live.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.describe(RoomInfo))
  .on('Live.CallbackAfterUpdateRoomInfo', ({ RoomInfo }) => rooms.describe(RoomInfo))
  .on('Live.CallbackAfterMemberStateChanged', ({ RoomId, EventType, MemberList }) => {
    const accounts = MemberList.map(({ Member_Account }) => Member_Account)
    if (EventType === 'Online') rooms.enter(RoomId, accounts)
    if (EventType === 'Offline') rooms.leave(RoomId, accounts)
  })
  .on('Live.CallbackAfterChangeOwner', ({ RoomId, CurrentOwner_Account }) => {
    rooms.at(RoomId).owner = CurrentOwner_Account
  })
  .on('Live.CallbackAfterModifyAdmin', ({ RoomId, Admin_Account, opType }) => {
    const { admins } = rooms.at(RoomId)
    for (const account of Admin_Account) {
      if (opType === 'add') admins.add(account)
      if (opType === 'delete') admins.delete(account)
    }
  })
  .on('Live.CallbackAfterSetMetadata', ({ RoomId, Metadata }) => {
    const { metadata } = rooms.at(RoomId)
    for (const { Key, Value } of Metadata) metadata.set(Key, Value)
  })
  .on('Live.CallbackAfterDelMetadata', ({ RoomId, Keys }) => {
    const { metadata } = rooms.at(RoomId)
    for (const key of Keys) metadata.delete(key)
  })
  .on('Live.CallbackAfterDestroyRoom', ({ RoomId }) => rooms.delete(RoomId))

  .on('rejected', ({ error }) => console.warn(`Refused a callback: ${error.message} ${error.advice}`))

export const app = express()

// Before any body parser, so that the receiver reads the bytes as Tencent sent them.
app.use(callbacks)

app.get('/', (_request, response) => {
  response.redirect('/rooms')
})

app.get('/rooms', (_request, response) => {
  response.json([...rooms.values()].map(roomView))
})

app.get('/rooms/:id', (request, response) => {
  const room = rooms.get(request.params.id)
  if (room) response.json(roomView(room))
  else response.status(404).json({ error: 'There is no such room.' })
})

/** Opens a room whose name is new each time, so that it is never taken for a repetition. */
export const example =
  '{"CallbackCommand":"Live.CallbackAfterCreateRoom","Operator_Account":"you","RoomInfo":{"RoomId":"room-$t"}}'

if (isMain(import.meta.url)) {
  const { url } = await serve(app, callbacks)
  console.log(`Open a room, then look at ${url}/rooms:\n${signedCurl(url, example)}`)
}
