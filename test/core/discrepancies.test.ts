import type { CommandName } from '@room-callbacks/core'
import { type InjectOptions, inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { observed } from './receiver.ts'

/** The event that a handler sees for a packet as it came over the wire, or the outcome of a refusal. */
async function received(command: CommandName, wire: object | string, options: InjectOptions = {}) {
  const { callbacks } = observed()
  let event: unknown
  callbacks.on('*', (seen) => {
    event = seen
  })
  const { outcome } = await inject(callbacks, wire, { command, ...options })
  return event ?? outcome
}

/** A sample with fields as no edition types them. */
const wire = (command: CommandName, changes: object): object => packet(command, changes as never)

t.test('README.md 2: names in the query are compared without regard to case', async (t) => {
  const { callbacks } = observed()
  for (const query of [
    'SdkAppId=1400000000&CallbackCommand=Room.CallbackAfterDestroyRoom',
    'sdkappid=1400000000&callbackcommand=Room.CallbackAfterDestroyRoom&clientip=1.2.3.4&OPTPLATFORM=iOS',
    'contenttype=JSON&CallbackCommand=Room.CallbackAfterDestroyRoom&SDKAPPID=1400000000',
    'contenttype&&%zz=1&a[b]=1&SdkAppid=1400000000&CallbackCommand=Room.CallbackAfterDestroyRoom&',
    'SdkApp%69d=1400000000&Callback%43ommand=Room.CallbackAfterDestroyRoom',
  ]) {
    const text = JSON.stringify(packet('Room.CallbackAfterDestroyRoom'))
    const request = { method: 'POST', query, headers: {}, body: { kind: 'text', text } as const }
    const reply = await callbacks.receive({ ...request, remoteAddress: undefined, host: undefined as never })
    t.equal(reply?.outcome, 'unhandled', query)
  }
})

t.test('README.md 2: ClientIP and OptPlatform may be missing', async (t) => {
  const { callbacks } = observed()
  const seen: unknown[] = []
  callbacks.on('*', (_event, { clientIp, platform }) => seen.push([clientIp, platform]))
  const text = JSON.stringify(packet('Live.CallbackAfterChangeOwner'))
  const query = 'SdkAppid=1400000000&CallbackCommand=Live.CallbackAfterChangeOwner'
  const body = { kind: 'text', text } as const
  await callbacks.receive({
    method: 'POST',
    query,
    headers: {},
    body,
    remoteAddress: undefined,
    host: undefined as never,
  })
  t.strictSame(seen, [[undefined, undefined]])
})

t.test('README.md 2: platforms are an open set without case', async (t) => {
  const { callbacks } = observed({ deduplication: false })
  const seen: unknown[] = []
  callbacks.on('*', (_event, { platform }) => seen.push(platform))
  for (const platform of ['iOS', 'IOS', 'iOs', 'macOS', 'Mac', 'restapi', 'Vision Pro']) {
    await inject(callbacks, packet('Room.CallbackAfterDestroyRoom'), { platform })
  }
  t.strictSame(seen, ['iOS', 'iOS', 'iOS', 'Mac', 'Mac', 'RESTAPI', 'Vision Pro'])
})

t.test('README.md 7: user ids are strings, also where a packet has integers beyond 2^53', async (t) => {
  const text = JSON.stringify(wire('Room.CallbackAfterMemberEnter', {})).replace('["user1"]', '[144115233775727695,7]')
  const event = await received('Room.CallbackAfterMemberEnter', text)
  t.match(event, { MemberList_Account: ['144115233775727695', '7'] })
})

t.test('README.md 7: the system is an operator', async (t) => {
  const event = await received(
    'Live.CallbackAfterDestroyRoom',
    wire('Live.CallbackAfterDestroyRoom', { Operator_Account: '@TIM#SYSTEM', EventType: 'DestroyBySystem' }),
  )
  t.match(event, { Operator_Account: '@TIM#SYSTEM', EventType: 'DestroyBySystem' })
})

t.test('README.md 7: EventTime is a string, an integer, or absent', async (t) => {
  const send = (EventTime: unknown) =>
    received('Group.CallbackAfterSendMsg', wire('Group.CallbackAfterSendMsg', { EventTime }))
  t.match(await send('1670574414123'), { EventTime: 1670574414123 })
  t.match(await send(1670574414123), { EventTime: 1670574414123 })
  t.equal(Object.hasOwn((await send(undefined)) as object, 'EventTime'), false)
  t.equal(await send('yesterday'), 'invalid-packet')
  t.equal(await send('9999999999999999'), 'invalid-packet', 'not beyond 2^53')
  t.equal(await send('99999999999999999'), 'invalid-packet')
})

t.test('README.md 7: EventTime may stand inside RoomInfo (647/110679)', async (t) => {
  const command = 'Live.CallbackAfterCreateRoom'
  t.match(await received(command, wire(command, { RoomInfo: { EventTime: 1703589922780 } })), {
    EventTime: 1703589922780,
  })
  t.match(await received(command, wire(command, { RoomInfo: { EventTime: '1703589922780' } })), {
    EventTime: 1703589922780,
  })
  const both = await received(command, wire(command, { EventTime: 1, RoomInfo: { EventTime: 2 } }))
  t.match(both, { EventTime: 1, RoomInfo: { EventTime: 2 } }, 'the documented place wins')
  t.match(await received(command, wire(command, { EventTime: null, RoomInfo: { EventTime: 2 } })), { EventTime: 2 })
  for (const RoomInfo of [undefined, null, 'room']) {
    t.equal(await received(command, wire(command, { RoomInfo })), 'invalid-packet')
  }
  const neither = await received(command, wire(command, { RoomInfo: { EventTime: null } }))
  t.equal(Object.hasOwn(neither as object, 'EventTime'), false)
})

t.test('README.md 7: booleans may be strings (60731)', async (t) => {
  const command = 'Room.CallbackAfterUpdateRoomInfo'
  const send = (flag: unknown) => received(command, wire(command, { RoomInfo: { IsAudioDisabled: flag } }))
  t.match(await send('true'), { RoomInfo: { IsAudioDisabled: true } })
  t.match(await send('false'), { RoomInfo: { IsAudioDisabled: false } })
  t.equal(await send('yes'), 'invalid-packet', 'nothing is guessed')
  t.equal(await send(1), 'invalid-packet')
})

t.test('README.md 7: a room id may be a number (54914)', async (t) => {
  const command = 'Live.CallbackAfterCloudRecordingChanged'
  t.match(await received(command, wire(command, { EventInfo: { RoomId: 635055, EventTs: '1752580150' } })), {
    EventInfo: { RoomId: '635055', EventTs: 1752580150 },
  })
})

t.test('README.md 7: an empty seat has an empty account (60736) or none (64425)', async (t) => {
  const command = 'Mic.CallbackAfterSeatInfoChanged'
  const SeatList = [
    { Index: 0, Member_Account: '' },
    { Index: 1 },
    { Index: 2, Member_Account: null },
    { Index: 3, Member_Account: 5 },
  ]
  const event = (await received(command, wire(command, { SeatList }))) as { SeatList: object[] }
  t.strictSame(event.SeatList, [{ Index: 0 }, { Index: 1 }, { Index: 2 }, { Index: 3, Member_Account: '5' }])
})

t.test('conference.md: RoomType is an open set', async (t) => {
  const command = 'Room.CallbackAfterCreateRoom'
  for (const RoomType of ['Meeting', 'Conference', 'conference', 'Webinar']) {
    t.match(await received(command, wire(command, { RoomInfo: { RoomType } })), { RoomInfo: { RoomType } })
  }
})

t.test('conference.md: a meeting that was not scheduled has no schedule', async (t) => {
  const command = 'Room.CallbackAfterCreateRoom'
  const bare = { CallbackCommand: command, Operator_Account: 'a', RoomInfo: { RoomId: 'r' }, EventTime: 1 }
  t.strictSame(await received(command, bare), bare)
})

t.test('conference.md: update room info has an older name', async (t) => {
  const { callbacks } = observed()
  const seen: unknown[] = []
  callbacks.on('Room.CallbackAfterUpdateRoomInfo', ({ CallbackCommand }, { command, receivedAs }) =>
    seen.push([CallbackCommand, command, receivedAs]),
  )
  const old = { ...packet('Room.CallbackAfterUpdateRoomInfo'), CallbackCommand: 'Room.CallbackUpdateRoomInfo' }
  t.equal((await inject(callbacks, old)).outcome, 'handled')
  const name = 'Room.CallbackAfterUpdateRoomInfo'
  t.strictSame(seen, [[name, name, 'Room.CallbackUpdateRoomInfo']])
})

t.test('conference.md: members leave by themselves, are removed, or expire', async (t) => {
  const command = 'Room.CallbackAfterMemberLeave'
  for (const Type of ['Leave', 'Kicked', 'Expired']) {
    t.match(await received(command, wire(command, { Type, Reason: undefined })), { Type })
  }
})

t.test('conference.md and live.md: the seat packet has an operator or not', async (t) => {
  const command = 'Mic.CallbackAfterSeatInfoChanged'
  t.match(await received(command, packet(command, {}, 'conference')), { Operator_Account: 'user1' })
  t.notMatch(await received(command, packet(command, {}, 'live')), { Operator_Account: String })
})

t.test('live.md: destroy room has three generations', async (t) => {
  const command = 'Live.CallbackAfterDestroyRoom'
  const first = packet(command, { RoomInfo: undefined, Statistic: undefined })
  const second = packet(command, { Statistic: undefined, RoomInfo: { RoomId: 'r', Category: undefined } })
  t.strictSame(await received(command, first), first)
  t.strictSame(await received(command, second), second)
  t.match(await received(command, packet(command)), { Statistic: { TotalViewers: 0 } })
  t.match(await received(command, wire(command, { RoomInfo: null, Statistic: null })), { RoomId: 'tandy-test-rest' })
})

t.test('live.md: the two metadata commands are not taken for each other', async (t) => {
  const wrongTable = { command: 'Live.CallbackAfterSetMetadata' }
  const removed = packet('Live.CallbackAfterDelMetadata')
  t.strictSame(await received('Live.CallbackAfterDelMetadata', removed), removed)
  t.equal(await received('Live.CallbackAfterDelMetadata', removed, wrongTable), 'command-mismatch')
})

t.test('live.md: the threshold counts are integers or digits, and there is no room', async (t) => {
  const command = 'Live.CallbackAfterCreateRoomReachingThreshold'
  const event = await received(command, wire(command, { CurRoomCount: '400', MaxRoomCount: '500' }))
  t.match(event, { CurRoomCount: 400, MaxRoomCount: 500 })
  t.equal(await received(command, wire(command, { CurRoomCount: ['400'] })), 'invalid-packet')
})

t.test('live.md: member state has another word in one table, and a new cause', async (t) => {
  const command = 'Live.CallbackAfterMemberStateChanged'
  const event = await received(command, wire(command, { EventType: 'Offline', EventCause: 'Kicked' }), {
    command: 'Live.CallbackMemberStateChanged',
  })
  t.match(event, { CallbackCommand: command, EventCause: 'Kicked' })
})

t.test('live.md: change owner may lack its operator', async (t) => {
  const command = 'Live.CallbackAfterChangeOwner'
  const bare = packet(command, { Operator_Account: undefined, OriginalOwner_Account: undefined })
  t.strictSame(await received(command, bare), bare)
})

t.test('live.md: opType begins small, OpType is read too', async (t) => {
  const command = 'Live.CallbackAfterModifyAdmin'
  const event = await received(command, wire(command, { opType: undefined, OpType: 'delete' }))
  t.match(event, { opType: 'delete' })
  t.equal(Object.hasOwn(event as object, 'OpType'), false)
  t.equal(await received(command, wire(command, { opType: undefined })), 'invalid-packet')
})

t.test('live.md: OpType of a battle is an integer', async (t) => {
  const command = 'Live.CallbackAfterEndBattle'
  for (const OpType of [0, 1, 2]) t.match(await received(command, packet(command, { OpType })), { OpType })
  t.equal(await received(command, wire(command, { OpType: 'add' })), 'invalid-packet')
})

t.test('live.md: a battle names its rooms in objects', async (t) => {
  const command = 'Live.CallbackAfterStartBattle'
  t.equal(await received(command, wire(command, { FromRoomInfo: 'pk-3' })), 'invalid-packet')
})

t.test('live.md: the not-block switch gets the standard answer, if it ever arrives', async (t) => {
  const { callbacks } = observed()
  const { outcome, answer } = await inject(callbacks, { CallbackCommand: 'Live.CallbackBeforeCallBackNotBlock' })
  t.equal(outcome, 'unknown-command')
  t.strictSame(answer, { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 })
})

t.test('live.md: the gift word of an older table is refused beside the right body', async (t) => {
  const gift = packet('Live.CallbackBeforeSendGift')
  const wrong = { command: 'Live.CallbackAfterCreateBattle' }
  t.equal(await received('Live.CallbackBeforeSendGift', gift, wrong), 'command-mismatch')
})

t.test('live.md: recording travels under two words', async (t) => {
  const command = 'Live.CallbackAfterCloudRecordingChanged'
  const other = 'Follow.CallbackAfterCloudRecordingChanged'
  const chinese = await received(command, packet(command))
  const english = await received(command, { ...packet(command), CallbackCommand: other }, { command: other })
  const mixed = await received(command, packet(command), { command: other })
  t.strictSame(english, chinese)
  t.strictSame(mixed, chinese)
})

t.test('live.md: message packets of Chat have other fields', async (t) => {
  const command = 'Group.CallbackBeforeSendMsg'
  const chat = packet(command, {
    Type: 'Community',
    MsgId: undefined,
    CloudCustomData: undefined,
    EventTime: undefined,
    OnlineOnlyFlag: 1,
    TopicId: 'topic',
  })
  t.strictSame(await received(command, chat), chat)
  const element = { MsgType: 'TIMNewElem', MsgContent: { Anything: [1, { deep: true }] } }
  t.match(await received(command, wire(command, { MsgBody: [element] })), { MsgBody: [element] })
})

t.test('live.md: follow lists are objects in one packet and ids in the other', async (t) => {
  const added = await received(
    'Follow.CallbackAfterFollowAdd',
    wire('Follow.CallbackAfterFollowAdd', { FollowList: [{ To_Account: 5 }] }),
  )
  const removed = await received(
    'Follow.CallbackAfterFollowDelete',
    wire('Follow.CallbackAfterFollowDelete', { To_Account: [5] }),
  )
  t.match(added, { FollowList: [{ To_Account: '5' }] })
  t.match(removed, { To_Account: ['5'] })
})

t.test('unknown fields and words are kept, nulls in optional fields are absent', async (t) => {
  const command = 'Room.CallbackAfterMemberLeave'
  const event = await received(
    command,
    wire(command, { Type: 'Evaporated', Reason: null, MemberCount: null, NewField: { a: [1, null] }, NewNull: null }),
  )
  t.match(event, { Type: 'Evaporated', NewField: { a: [1, null] }, NewNull: null })
  t.equal(Object.hasOwn(event as object, 'Reason'), false)
  t.equal(Object.hasOwn(event as object, 'MemberCount'), false)
  t.equal(await received(command, wire(command, { RoomId: null })), 'invalid-packet', 'a required null is not')
  t.equal(await received(command, wire(command, { MemberList_Account: [null] })), 'invalid-packet')
})

t.test('the body may lack its command, or hold null', async (t) => {
  const command = 'Room.CallbackAfterDestroyRoom'
  t.match(await received(command, wire(command, { CallbackCommand: undefined })), { CallbackCommand: command })
  t.match(await received(command, wire(command, { CallbackCommand: null })), { CallbackCommand: command })
  t.equal(await received(command, wire(command, { CallbackCommand: 5 })), 'command-mismatch')
})

t.test('an unknown command must agree with itself', async (t) => {
  const { callbacks } = observed()
  const outcome = async (body: string) =>
    (await inject(callbacks, { CallbackCommand: body }, { command: 'Room.New' })).outcome
  t.equal(await outcome('Room.New'), 'unknown-command')
  t.equal(await outcome('Room.Newer'), 'command-mismatch')
})
