import { commands, type EventMap } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { type Chat, playScenario, type RoomOperations, scenarios } from '@room-callbacks/testing'
import t from 'tap'
import { patience, startPlatform } from '../unhurried.ts'
import { connected, listen } from './receiver.ts'

const live = { product: 'live', RoomId: 'l', Owner_Account: 'alice' } as const
const meeting = { product: 'conference', RoomId: 'm', Owner_Account: 'alice' } as const

/** Sent for a node of a dialogue of Desk, to an URL of its own. */
const invocation = 'Chatbot.InterfaceInvocation'

/** What the scenarios of Chat leave out. */
async function doTheRest(chat: Chat): Promise<void> {
  await chat.setCustomStatus('bob', 'busy')
  await chat.logOut('bob')
  const sent = await chat.sendPrivateMessage('alice', 'bob', { Text: 'hello' })
  if (sent.status === 'delivered') await chat.extendPrivateMessage(sent.MsgKey, { set: { likes: '1' } })
  await chat.readAll('bob')
  await chat.signalRobot('alice', '@RBT#001', '{}')
  for (const Type of ['AVChatRoom', 'Community'] as const) {
    await chat.createGroup({
      GroupId: Type,
      Owner_Account: 'alice',
      Name: Type,
      Type,
      members: ['bob'],
      MaxMemberCount: 3,
    })
    await chat.joinGroup(Type, 'carol')
  }
  await chat.changeMemberState('AVChatRoom', 'bob', 'Offline')
  const failure = { code: 10023, text: 'too often' }
  await chat.sendGroupMessage('AVChatRoom', { From_Account: 'bob', Text: 'hello', failure })
  await chat.sendGroupMessage('AVChatRoom', { From_Account: 'bob', Text: 'hello', mentions: ['@RBT#001'] })
  await chat.extendGroupMessage('AVChatRoom', 1, { clear: true })
  await chat.readGroupMessages('AVChatRoom', 'carol', [1])
  await chat.changeAttributes('AVChatRoom', { set: { key: 'value' } })
  const topic = await chat.createTopic('Community', 'Ballads')
  const TopicId = topic.status === 'created' ? topic.TopicId : ''
  await chat.updateTopicInfo('Community', TopicId, { Introduction: 'slow' })
  await chat.destroyTopics('Community', [TopicId])
  await chat.destroyGroup('AVChatRoom')
  await chat.destroyGroup('Community')
  const account = 'o'
  await chat.createOfficialAccount({
    Official_Account: account,
    Owner_Account: 'alice',
    Name: 'News',
    MaxSubscriberCount: 1,
  })
  await chat.updateOfficialAccount(account, { Organization: 'Press' })
  await chat.subscribe(account, ['bob'])
  await chat.subscribe(account, ['carol'])
  await chat.sendOfficialMessage(account, { Text: 'hello' })
  await chat.recallOfficialMessages(account, ['1_2_3'])
  await chat.unsubscribe(account, ['bob'])
  await chat.destroyOfficialAccount(account)
}

t.test('every packet is one that a strict receiver takes, and every command is sent', async (t) => {
  const seen = new Set<string>()
  const refused: string[] = []
  const callbacks = roomCallbacks(1400000000, { validation: 'strict', deadline: patience })
    .on('*', (_event, { command }) => seen.add(command))
    .on('rejected', ({ error }) => refused.push(error.message))
  const { url } = await listen(t, callbacks)
  const platform = await startPlatform({ roomLimit: 15, groupQuota: 3 })
  t.teardown(() => platform.close())
  platform.configure({ url })
  for (const scenario of Object.values(scenarios)) await playScenario(platform, scenario)
  await platform.createRoom({
    ...meeting,
    ScheduleStartTime: 1703589922,
    ScheduleEndTime: 1703593522,
    ScheduleInviteeList_Account: ['bob'],
  })
  await platform.destroyRoom('m')
  await doTheRest(platform.chat)
  await platform.settled()
  t.same(refused, [])
  // What no user of an app does: content moderation, pushes, Desk, and the limits of REST. The engine has tests of its own, and
  // no client of today causes the callbacks of Call v1.
  const others = ['alert', 'content', 'desk', 'push', 'rtc-engine', 'call-v1']
  const expected = commands.filter(({ family, name }) => !others.includes(family) && name !== invocation)
  t.same([...seen].sort(), expected.map(({ name }) => name).sort())
})

t.test('what is left out of a new room has a default, what is given is kept', async (t) => {
  const { platform, packets } = await connected(t)
  const room = await platform.createRoom({ ...live, RoomName: 'Songs', Category: [1, 2], IsPublicVisible: false })
  t.match(room, { product: 'live', RoomId: 'l', RoomName: 'Songs', Owner_Account: 'alice', members: [], seats: [] })
  t.match(platform.room('l'), room)
  const [packet] = (await packets()) as unknown as [EventMap['Live.CallbackAfterCreateRoom']]
  t.match(packet, { Operator_Account: 'alice', RoomInfo: { RoomName: 'Songs', Category: [1, 2], RoomType: 'Live' } })
  t.equal(packet.RoomInfo.CreateTime, Math.floor((packet.EventTime as number) / 1000), 'seconds, of milliseconds')
})

t.test('who acts is told where the product tells it', async (t) => {
  const { platform, packets, received } = await connected(t)
  const boss = { Operator_Account: 'administrator' }
  await platform.createRoom(meeting, boss)
  await platform.enter('m', 'bob', { OptPlatform: 'iOS', ClientIP: '203.0.113.7' })
  await platform.takeSeat('m', 'bob', 0)
  await platform.leaveSeat('m', 'bob')
  await platform.settled()
  await platform.createRoom(live)
  await platform.enter('l', 'bob')
  await platform.takeSeat('l', 'bob', 0)
  const operators = (await packets()).map(({ CallbackCommand, Operator_Account }) => [
    CallbackCommand,
    Operator_Account,
  ])
  t.same(
    operators.filter(([command]) => command === 'Mic.CallbackAfterSeatInfoChanged'),
    [
      ['Mic.CallbackAfterSeatInfoChanged', 'bob'],
      ['Mic.CallbackAfterSeatInfoChanged', 'bob'],
      ['Mic.CallbackAfterSeatInfoChanged', undefined],
    ],
  )
  const clients = received.map(({ query }) => [query.get('OptPlatform'), query.get('ClientIP')])
  t.same(clients.slice(0, 2), [
    ['RESTAPI', '127.0.0.1'],
    ['iOS', '203.0.113.7'],
  ])
})

t.test('each event of a platform is later than the one before, even if the clock stands still', async (t) => {
  const { platform, packets } = await connected(t, { clock: () => 1_700_000_000_000 })
  await platform.createRoom(meeting)
  await platform.enter('m', ['bob', 'carol'])
  await platform.leave('m', 'bob')
  t.same(
    (await packets()).map(({ EventTime }) => EventTime),
    [1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_002],
  )
})

t.test('a member who leaves frees a seat, and the callback of the seat comes first', async (t) => {
  const { platform, packets } = await connected(t)
  await platform.createRoom(live)
  await platform.enter('l', 'bob')
  await platform.takeSeat('l', 'bob', 0)
  const moved = await platform.takeSeat('l', 'bob', 2)
  t.same(
    moved.seats.map(({ Index, Member_Account }) => [Index, Member_Account]),
    [
      [0, undefined],
      [2, 'bob'],
    ],
  )
  await platform.kick('l', 'bob')
  const [, , , move, free, gone] = await packets()
  t.match(move, { SeatList: [{ Index: 0 }, { Index: 2, Member_Account: 'bob' }] }, 'one packet tells the move')
  t.match(free, { CallbackCommand: 'Mic.CallbackAfterSeatInfoChanged', SeatList: [{ Index: 2 }] })
  t.match(gone, { EventType: 'Offline', EventCause: 'Kicked', MemberList: [{ Member_Account: 'bob' }] })
})

t.test('the end of a live tells what it was (64423)', async (t) => {
  const { platform, packets } = await connected(t)
  await platform.createRoom(live)
  await platform.enter('l', ['bob', 'carol'])
  await platform.leave('l', 'bob')
  await platform.enter('l', 'bob')
  await platform.like('l')
  await platform.like('l', 9)
  await platform.sendGift('l', { From_Account: 'bob', GiftId: 'rose', Count: 2, Coins: 10 })
  await platform.sendGift('l', { From_Account: 'bob', To_Account: ['carol'], GiftId: 'leaf' })
  await platform.destroyRoom('l')
  const [end] = (await packets()).slice(-1)
  t.match(end, {
    EventType: 'DestroyByUser',
    RoomInfo: { Owner_Account: 'alice', ViewCount: 3 },
    Statistic: {
      TotalViewers: 3,
      TotalGiftsSent: 3,
      TotalGiftCoins: 21,
      TotalUniqueGiftSenders: 1,
      TotalLikesReceived: 10,
    },
  })
  t.equal(platform.room('l'), undefined)
})

t.test('a creation that brings the lives to 70 % of the limit is told, once (70485)', async (t) => {
  const { platform, packets } = await connected(t, { roomLimit: 10 })
  await platform.createRoom(meeting)
  for (let index = 0; index < 10; index++) await platform.createRoom({ ...live, RoomId: `l${index}` })
  await t.rejects(platform.createRoom(live), { code: 'too-many-rooms' })
  const told = (await packets()).filter(({ CurRoomCount }) => CurRoomCount !== undefined)
  t.match(told, [{ CurRoomCount: 7, MaxRoomCount: 10, Operator_Account: 'alice' }])
  t.equal(told.length, 1)
})

t.test('battles end for three reasons (68261)', async (t) => {
  const { platform, packets } = await connected(t)
  for (const RoomId of ['a', 'b', 'c']) await platform.createRoom({ ...live, RoomId, Owner_Account: `owner-${RoomId}` })
  const ends = async () => (await packets()).filter(({ OpType }) => OpType !== undefined).map(({ OpType }) => OpType)

  const first = await platform.createBattle('a', ['b', 'c'])
  t.match(first, { status: 'running', accepted: ['b', 'c'], scores: { a: 0, b: 0, c: 0 } })
  t.equal(platform.room('b')?.BattleId, first.BattleId)
  t.match(await platform.endBattle(first.BattleId), { status: 'over' })
  t.same(await ends(), [0], 'time over')
  t.equal(platform.room('b')?.BattleId, undefined)

  const { BattleId } = await platform.createBattle('a', ['b', 'c'], { NeedResponse: true })
  t.match(await platform.acceptBattle(BattleId, 'b'), { status: 'waiting', accepted: ['b'] })
  t.match(await platform.acceptBattle(BattleId, 'c'), { status: 'running' }, 'with the last one')
  for (const RoomId of ['a', 'b', 'c']) await platform.destroyRoom(RoomId)
  t.same(await ends(), [0, 1], 'all owners left')

  for (const RoomId of ['a', 'b']) await platform.createRoom({ ...live, RoomId })
  await platform.createBattle('a', ['b'], { NeedResponse: true })
  await platform.destroyRoom('b')
  const waiting = await platform
    .createRoom({ ...live, RoomId: 'b' })
    .then(() => platform.createBattle('a', ['b'], { NeedResponse: true, Timeout: 5000, ExtensionInfo: 'x' }))
  await platform.endBattle(waiting.BattleId)
  t.same(await ends(), [0, 1, 2, 2], 'never started')
})

t.test('what a room does not allow is a mistake with a code', async (t) => {
  const { platform } = await connected(t)
  await platform.createRoom({ ...meeting, MaxMemberCount: 2, MaxSeatCount: 2 })
  await platform.createRoom(live)
  await platform.createRoom({ ...live, RoomId: 'other' })
  await platform.enter('m', ['bob', 'carol'])
  await platform.takeSeat('m', 'bob', 0)
  await platform.takeSeat('m', 'bob', 0)
  await platform.lockSeat('m', 1, { IsTakenDisabled: true })
  const { BattleId } = await platform.createBattle('l', ['other'], { NeedResponse: true })
  const keys = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`key-${index}`, '']))
  const mistakes: [string, (room: RoomOperations) => Promise<unknown>][] = [
    ['no-such-room', (room) => room.enter('nowhere', 'bob')],
    ['room-exists', (room) => room.createRoom(live)],
    ['invalid-field', (room) => room.createRoom({ ...live, RoomId: 'x', Colour: 'red' } as never)],
    ['invalid-field', (room) => room.createRoom({ ...live, RoomId: 'x', MaxSeatCount: 'many' } as never)],
    ['invalid-field', (room) => room.updateRoomInfo('l', { Owner_Account: 'bob' })],
    ['invalid-field', (room) => room.updateRoomInfo('l', { RoomName: 5 } as never)],
    ['already-in-room', (room) => room.enter('m', 'bob')],
    ['room-full', (room) => room.enter('m', 'dave')],
    ['not-in-room', (room) => room.leave('m', 'dave')],
    ['not-in-room', (room) => room.takeSeat('m', 'dave', 0)],
    ['no-such-seat', (room) => room.takeSeat('m', 'bob', 2)],
    ['no-such-seat', (room) => room.lockSeat('m', 0.5, {})],
    ['seat-taken', (room) => room.takeSeat('m', 'carol', 0)],
    ['seat-locked', (room) => room.takeSeat('m', 'carol', 1)],
    ['not-on-a-seat', (room) => room.leaveSeat('m', 'carol')],
    ['wrong-product', (room) => room.sendMessage('m', { From_Account: 'bob', Text: 'a' })],
    ['too-much-metadata', (room) => room.setMetadata('l', keys)],
    ['too-much-metadata', (room) => room.setMetadata('l', { key: 'é'.repeat(1025) })],
    ['in-a-battle', (room) => room.createBattle('l', ['other'])],
    ['no-such-battle', (room) => room.acceptBattle('none', 'other')],
    ['no-such-battle', (room) => room.scoreBattle(BattleId, 'other', 1)],
    ['not-invited', (room) => room.acceptBattle(BattleId, 'm')],
    ['not-recording', (room) => room.stopRecording('l')],
  ]
  for (const [code, operation] of mistakes) {
    await t.rejects(operation(platform), { name: 'SimulationError', code, advice: String }, code)
  }
  await platform.acceptBattle(BattleId, 'other')
  await t.rejects(platform.scoreBattle(BattleId, 'm', 1), { code: 'not-invited' })
  await platform.startRecording('l')
  await t.rejects(platform.startRecording('l'), { code: 'already-recording' })
  await platform.updateRoomInfo('l', { IsMessageDisabled: true })
  await t.rejects(platform.sendMessage('l', { From_Account: 'bob', Text: 'a' }), { code: 'messages-disabled' })
  t.equal(platform.rooms.length, 3, 'and changes nothing')
})

t.test('keys that were never set are not told as deleted', async (t) => {
  const { platform, packets } = await connected(t)
  await platform.createRoom(live)
  await platform.deleteMetadata('l', ['never'])
  t.equal((await packets()).length, 1)
})
