import { inject, packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { received } from './received.ts'
import { observed } from './receiver.ts'

t.test('call.md 1: the record command has two words', async (t) => {
  const command = 'Call.CallbackAfterRecordChanged'
  const other = 'Call.CallbackAfterCloudRecordingChanged'
  const event = await received(command, packet(command))
  t.equal(event['CallbackCommand'], command)
  t.strictSame(await received(command, { ...packet(command), CallbackCommand: other }, { command: other }), event)
  t.strictSame(await received(command, packet(command), { command: other }), event)
})

t.test('call.md 1, Call.CallbackAfterStartCall: ids of users are integers beyond 2^53 in the sample', async (t) => {
  const command = 'Call.CallbackAfterStartCall'
  const { UserList } = await received(command, sampleText(command))
  t.strictSame(UserList, [
    { User_Account: '144115212830834855', Status: 'Calling' },
    { User_Account: '144115212948889925', Status: 'Waiting' },
  ])
  const small = packet(command, { UserList: [{ User_Account: 7 as never, Status: 'Calling' }] })
  t.match(await received(command, small), { UserList: [{ User_Account: '7' }] })
})

t.test(
  'call.md 1, Call.CallbackAfterStartCall: the table is flat, and calls the kind of media MediaType',
  async (t) => {
    const command = 'Call.CallbackAfterStartCall'
    const sample = await received(command, sampleText(command))
    t.match(sample, { CallInfo: { CallMediaType: 'Audio', ChatGroupId: '', RoomId: '', RoomIdType: 1 } })
    const named = packet(command, { CallInfo: { CallMediaType: undefined, MediaType: 'Video' } as never })
    t.match(await received(command, named), { CallInfo: { CallMediaType: 'Video' } })
    const { CallInfo, ...flat } = packet(command)
    t.equal(await received(command, { ...flat, ...CallInfo }), 'invalid-packet')
  },
)

t.test(
  'call.md 1, Call.CallbackAfterEndCall: seconds and milliseconds, and the caller among the callees',
  async (t) => {
    const command = 'Call.CallbackAfterEndCall'
    const event = await received(command, sampleText(command))
    t.match(event, {
      EventTime: 1703589922780,
      CallRecord: {
        StartTime: 1741231146,
        AcceptTime: 0,
        CalleeList_Account: ['10001', 'user2'],
        RoomId: 'roomid-1434',
      },
    })
    const { CallRecord, ...flat } = packet(command)
    t.equal(await received(command, { ...flat, ...CallRecord }), 'invalid-packet', 'the table is flat')
  },
)

t.test('call.md 1, Call.CallbackAfterMemberChanged: page and table name actions in different ways', async (t) => {
  const command = 'Call.CallbackAfterMemberChanged'
  for (const ActionType of ['Answer', 'Accept', 'Hang Up', 'HangUp', 'Invited', 'Canncel_Invite', 'Tomorrow']) {
    const ChangedUserList = [{ User_Account: 'user2', ActionType }]
    t.match(await received(command, packet(command, { ChangedUserList })), { ChangedUserList })
  }
})

t.test('call.md 1, Call.CallbackAfterRecordChanged: an event of RTC inside, with its own times', async (t) => {
  const command = 'Call.CallbackAfterRecordChanged'
  const sample = await received(command, sampleText(command))
  t.match(sample, { Callback: { KitType: 2, EventInfo: { Payload: { Status: 0 } } } })
  const other = { Callback: { KitType: undefined, EventInfo: { EventTs: '1774425607', RoomId: 1280586498 } } }
  const event = await received(command, packet(command, other as never))
  t.match(event, { Callback: { EventInfo: { EventTs: 1774425607, RoomId: '1280586498' } } })
})

t.test('call.md 1: a recording happened when its event says so, and was sent later', async (t) => {
  const times: unknown[] = []
  for (const command of ['Call.CallbackAfterRecordChanged', 'Call.CallbackAfterEndCall'] as const) {
    const { callbacks } = observed()
    callbacks.on('*', (_event, { eventTime }) => times.push(eventTime?.getTime()))
    await inject(callbacks, sampleText(command), { command })
  }
  t.strictSame(times, [1774425607077, 1703589922780])
})
