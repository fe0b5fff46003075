import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { type Inspected, inspected } from './inspected.ts'

const roomsOf = async ({ get }: Inspected) => (await get('api/rooms')).json

t.test('a meeting is mirrored from its first callback to its last', async (t) => {
  const receiver = await inspected(t)
  const { send } = receiver
  const RoomId = 'm1'
  await send(
    packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId, RoomName: 'Planning', Owner_Account: 'ada' } }),
  )
  await send(packet('Room.CallbackAfterMemberEnter', { RoomId, MemberCount: 2, MemberList_Account: ['ada', 'ben'] }))
  await send(packet('Mic.CallbackAfterSeatInfoChanged', { RoomId, SeatList: [{ Index: 1, Member_Account: 'ben' }] }))
  const seats = [{ Index: 0, IsTakenDisabled: true, IsAudioDisabled: true, IsVideoDisabled: true }]
  await send(packet('Mic.CallbackAfterSeatInfoChanged', { RoomId, SeatList: seats, EventTime: 6 }))
  t.match(await roomsOf(receiver), [
    {
      sdkAppId: '1400000000',
      roomId: RoomId,
      name: 'Planning',
      type: 'Meeting',
      owner: 'ada',
      members: ['ada', 'ben'],
      memberCount: 2,
      seats: [
        { index: 0, isTakenDisabled: true, isAudioDisabled: true, isVideoDisabled: true },
        { index: 1, account: 'ben', isTakenDisabled: false },
      ],
      changedAt: Number,
    },
  ])
  await send(packet('Room.CallbackAfterUpdateRoomInfo', { RoomInfo: { RoomId, RoomName: 'Review' } }))
  await send(packet('Room.CallbackAfterMemberLeave', { RoomId, MemberCount: 1, MemberList_Account: ['ben'] }))
  const [left] = await roomsOf(receiver)
  t.match(left, { name: 'Review', members: ['ada'], memberCount: 1 })
  t.equal(left.seats[1].account, undefined, 'who is gone sits nowhere')
  await send(packet('Room.CallbackAfterDestroyRoom', { RoomId }))
  t.same(await roomsOf(receiver), [])
})

t.test('a live is mirrored with its owner, admins and audience', async (t) => {
  const receiver = await inspected(t)
  const { send } = receiver
  const RoomId = 'l1'
  const change = (EventType: string, account: string) =>
    send(
      packet('Live.CallbackAfterMemberStateChanged', { RoomId, EventType, MemberList: [{ Member_Account: account }] }),
    )
  await send(packet('Live.CallbackAfterCreateRoom', { RoomInfo: { RoomId } }))
  await send(packet('Live.CallbackAfterUpdateRoomInfo', { RoomInfo: { RoomId, RoomName: 'Evening' } }))
  await change('Online', 'ada')
  await change('Online', 'ben')
  await change('Offline', 'ada')
  await change('Elsewhere', 'ada')
  await send(packet('Live.CallbackAfterModifyAdmin', { RoomId, Admin_Account: ['ben', 'eve'], opType: 'add' }))
  await send(packet('Live.CallbackAfterModifyAdmin', { RoomId, Admin_Account: ['eve'], opType: 'delete' }))
  await send(packet('Live.CallbackAfterModifyAdmin', { RoomId, Admin_Account: ['ben'], opType: 'other' }))
  await send(packet('Live.CallbackAfterChangeOwner', { RoomId, CurrentOwner_Account: 'ben' }))
  t.match(await roomsOf(receiver), [{ name: 'Evening', type: 'Live', owner: 'ben', members: ['ben'], admins: ['ben'] }])
  await send(packet('Live.CallbackAfterDestroyRoom', { RoomId }))
  t.same(await roomsOf(receiver), [])
})

t.test('the room that changed last comes first', async (t) => {
  const receiver = await inspected(t)
  for (const RoomId of ['a', 'b', 'c']) await receiver.send(packet('Room.CallbackAfterMemberEnter', { RoomId }))
  await receiver.send(packet('Room.CallbackAfterMemberLeave', { RoomId: 'a' }))
  t.same(
    (await roomsOf(receiver)).map(({ roomId }: { roomId: string }) => roomId),
    ['a', 'c', 'b'],
  )
})

t.test('a room of one app is not that of another', async (t) => {
  const receiver = await inspected(t, {}, {}, () => {}, [1400000000, 1400000001])
  const RoomId = 'a'
  for (const sdkAppId of [1400000000, 1400000001]) {
    await receiver.send(packet('Room.CallbackAfterMemberEnter', { RoomId }), { sdkAppId })
  }
  await receiver.send(packet('Room.CallbackAfterDestroyRoom', { RoomId }))
  t.match(await roomsOf(receiver), [{ sdkAppId: '1400000001', roomId: RoomId }])
})

t.test('a repetition, and what is no room, change nothing', async (t) => {
  const receiver = await inspected(t, {}, {}, (callbacks) => callbacks.on('*', () => {}))
  const { send, get } = receiver
  const enter = packet('Room.CallbackAfterMemberEnter', { RoomId: 'a', MemberList_Account: ['ada'] })
  await send(enter)
  await send(packet('Room.CallbackAfterMemberLeave', { RoomId: 'a', MemberList_Account: ['ada'] }))
  await send(enter)
  await send(packet('Follow.CallbackAfterFollowAdd'))
  await send('{', { command: 'Room.CallbackAfterMemberEnter' })
  t.match(await roomsOf(receiver), [{ roomId: 'a', members: [] }])
  t.equal((await get('api/overview')).json.totals.roomChanges, 2)
})

t.test('no room grows without end', async (t) => {
  const receiver = await inspected(t)
  const accounts = Array.from({ length: 1500 }, (_, index) => `member ${index}`)
  const long = 'x'.repeat(1000)
  const RoomId = long
  await receiver.send(packet('Room.CallbackAfterMemberEnter', { RoomId, MemberList_Account: [long, ...accounts] }))
  const SeatList = accounts.slice(0, 300).map((Member_Account, Index) => ({ Index, Member_Account }))
  await receiver.send(packet('Mic.CallbackAfterSeatInfoChanged', { RoomId, SeatList }))
  const [room] = await roomsOf(receiver)
  t.equal(room.roomId.length, 200)
  t.equal(room.members.length, 1000)
  t.equal(room.members[0].length, 200)
  t.equal(room.seats.length, 200)
})
