import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { RoomCallbacks } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { type FaultOptions, playScenario, scenarios } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { patience, startPlatform } from '../unhurried.ts'
import { comparable, Mirror } from './mirror.ts'
import { connected, listen } from './receiver.ts'

const live = { product: 'live', RoomId: 'l', Owner_Account: '144115216631667826' } as const

/** Plays a little in one room, with faults. */
async function played(t: Test, faults: FaultOptions, seed = 1, retries = 0) {
  const connection = await connected(t, { faults, seed, retries })
  const { platform } = connection
  await platform.createRoom(live)
  for (const account of ['bob', 'carol', 'dave', 'erin']) await platform.enter('l', account)
  await platform.settled()
  return { ...connection, done: platform.log.map(({ command, faults }) => [command, ...faults].join(' ')) }
}

/** Who enters, in the order of arrival. */
const entering = (received: readonly { packet: { readonly [field: string]: unknown } }[]) =>
  received.map(({ packet }) => (packet['MemberList'] as { Member_Account: string }[] | undefined)?.[0]?.Member_Account)

t.test('the same seed does the same, another seed does something else', async (t) => {
  const faults = { duplicate: 0.5, reorder: 0.5, delay: 0.5, delayUpTo: 1, variants: 0.5, unknownFields: 0.5 }
  const { done } = await played(t, faults, 7)
  t.same((await played(t, faults, 7)).done, done)
  t.notSame((await played(t, faults, 8)).done, done)
})

t.test('what happens in one room does not change what happens in another', async (t) => {
  const faults = { variants: 0.5, unknownFields: 0.5 }
  const doneAlone = (await played(t, faults)).done
  const { platform } = await connected(t, { faults })
  await platform.createRoom({ ...live, RoomId: 'other' })
  await platform.createRoom(live)
  for (const account of ['bob', 'carol', 'dave', 'erin']) {
    await platform.enter('l', account)
    await platform.enter('other', account)
  }
  await platform.settled()
  const inRoom = platform.log.filter(({ room }) => room === 'l')
  t.same(
    inRoom.map(({ command, faults }) => [command, ...faults].join(' ')),
    doneAlone,
  )
})

t.test('a duplicate is the same body again, and only of what has happened', async (t) => {
  const { platform, received } = await played(t, { duplicate: 1 })
  t.equal(received.length, 10)
  t.equal(new Set(received.map(({ text }) => text)).size, 5)
  const copies = platform.log.filter(({ duplicateOf }) => duplicateOf !== undefined)
  t.equal(copies.length, 5)
  for (const { duplicateOf, body, faults } of copies) {
    t.same(faults, ['duplicate'])
    t.equal(body, platform.log.find(({ number }) => number === duplicateOf)?.body)
  }
  await platform.sendGift('l', { From_Account: 'bob', GiftId: 'rose' })
  t.equal(received.length, 11)
})

t.test('what is reordered comes after the next of its room, or when everything is to be settled', async (t) => {
  const { received, platform } = await played(t, { reorder: 1 })
  t.same(entering(received), ['bob', undefined, 'dave', 'carol', 'erin'])
  t.same(
    platform.log.map(({ faults }) => faults.length),
    [0, 1, 0, 1, 1],
  )
})

t.test('what is delayed keeps the order of its room', async (t) => {
  const { received, platform } = await played(t, { delay: 1, delayUpTo: 2 })
  t.same(entering(received), [undefined, 'bob', 'carol', 'dave', 'erin'])
  t.ok(platform.log.some(({ faults }) => faults.includes('delayed')))
})

t.test('a connection breaks before its body is whole, or before its answer', async (t) => {
  for (const [fault, isReceived] of [
    ['dropBeforeBody', false],
    ['dropAfterBody', true],
  ] as const) {
    const { platform, received } = await connected(t, { faults: { [fault]: 1 }, retries: 1 })
    await platform.createRoom(live)
    await platform.settled()
    const dropped = { failure: 'dropped', latency: Number }
    t.match(platform.log, [{ outcome: 'failed', attempts: [dropped, dropped] }])
    t.equal(received.length > 0, isReceived, fault)
    t.same(await platform.sendGift('l', { From_Account: 'bob', GiftId: 'rose' }), { status: 'blocked' })
  }
})

t.test('what is no TLS server breaks too', async (t) => {
  const { url } = await listen(t, () => {})
  for (const [faults, failure] of [
    [{ dropAfterBody: 1 }, 'dropped'],
    [{}, 'connection-failed'],
  ] as const) {
    const platform = await startPlatform({ faults })
    t.teardown(() => platform.close())
    platform.configure({ url: url.replace('http:', 'https:') })
    await platform.createRoom(live)
    await platform.settled()
    t.match(platform.log, [{ attempts: [{ failure }] }])
  }
})

t.test('a connection that is never made breaks when its time is over', async (t) => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
  const platform = await startPlatform({ faults: { dropBeforeBody: 1 }, timeout: 50 })
  t.teardown(() => platform.close())
  // It waits for the first word of a TLS server.
  platform.configure({ url: `https://127.0.0.1:${(silent.address() as AddressInfo).port}` })
  await platform.createRoom(live)
  await platform.settled()
  t.match(platform.log, [{ attempts: [{ failure: 'dropped' }] }])
})

t.test('accounts beyond 2^53 are written as integers, digit by digit', async (t) => {
  const { platform, received } = await connected(t, { faults: { largeIds: 1 } })
  await platform.createRoom(live)
  await platform.enter('l', ['bob', '144115233775727695', '12345'])
  await platform.modifyAdmins('l', 'add', ['144115233775727695'])
  await platform.settled()
  const texts = received.map(({ text }) => text)
  t.match(texts[0], '"Owner_Account":144115216631667826')
  t.match(texts[1], '{"Member_Account":"bob"},{"Member_Account":144115233775727695},{"Member_Account":"12345"}')
  t.match(texts[2], '"Admin_Account":[144115233775727695]')
  t.same(
    platform.log.map(({ faults }) => faults),
    [['large-ids'], ['large-ids'], ['large-ids']],
  )
  await platform.follow('bob', ['carol'])
  await platform.settled()
  t.same(platform.log[3]?.faults, [], 'there was nothing to do')
})

t.test('unknown fields and commands come beside the documented ones', async (t) => {
  const { received, platform } = await played(t, { unknownFields: 1, unknownCommands: 1 })
  t.match(received[0]?.packet, { UndocumentedField: {}, RoomInfo: { UndocumentedField: {} } })
  t.match(received[1]?.packet, { CallbackCommand: 'Live.CallbackAfterUndocumentedEvent' })
  t.equal(received[1]?.query.get('CallbackCommand'), 'Live.CallbackAfterUndocumentedEvent')
  t.match(platform.log[1], { command: 'Live.CallbackAfterUndocumentedEvent', faults: ['unknown-command'] })
  t.equal(received.length, 10)
})

const everyVariant = [
  'Accept',
  'EventTime as text',
  'EventTime inside RoomInfo',
  'EventTs as text',
  'FriendShip',
  'Modified_Account',
  'MsgPriority',
  'OpType',
  'alias Call.CallbackAfterCloudRecordingChanged',
  'alias Follow.CallbackAfterCloudRecordingChanged',
  'alias Live.CallbackMemberStateChanged',
  'alias Room.CallbackUpdateRoomInfo',
  'alias in the query alone',
  'as Chat has it',
  'as in 2019',
  'both directions',
  'contenttype JSON',
  'counts as text',
  'empty account for an empty seat',
  'first edition',
  'flag as text',
  'no EventTime',
  'no content type',
  'no counter',
  'no operator',
  'oldest edition',
  'platform IOS',
  'platform iOs',
  'platform macOS',
  'query SdkAppId',
  'query in lower case',
  'query without client',
  'room id as a number',
  'second edition',
  'sorted query with RequestID',
  'sorted query with RequestId',
]

t.test('every documented variant is sent, and read as what it means', async (t) => {
  const seen = new Set<string>()
  let numbers = 0
  for (let seed = 1; seed <= 12; seed++) {
    const mirror = new Mirror()
    const refused: string[] = []
    const callbacks = roomCallbacks(1400000000, { deadline: patience }).on('rejected', ({ error }) =>
      refused.push(error.message),
    )
    mirror.register(callbacks as RoomCallbacks<never> as RoomCallbacks<unknown>)
    const { url } = await listen(t, callbacks)
    const platform = await startPlatform({ faults: { variants: 1 }, seed, roomLimit: 15 })
    t.teardown(() => platform.close())
    platform.configure({ url })
    for (const scenario of Object.values(scenarios)) await playScenario(platform, scenario)
    await platform.createRoom({ ...live, RoomId: '635055' })
    for (let recording = 0; recording < 8; recording++) {
      await platform.startRecording('635055')
      await platform.stopRecording('635055')
    }
    await platform.settled()
    const numbered = platform.log.filter(({ body }) => body.includes('"RoomId":635055'))
    t.ok(numbered.every(({ faults }) => faults.includes('room id as a number')))
    numbers += numbered.length
    t.same(refused, [])
    t.same(mirror.view(), new Map(platform.rooms.map((room) => [room.RoomId, comparable(room)])))
    for (const { faults } of platform.log) for (const fault of faults) seen.add(fault)
    await callbacks.close()
  }
  t.same([...seen].sort(), everyVariant)
  t.ok(numbers > 0, 'a room id that is a number is written as one')
})
