import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel'
import { allow, type PublishedDrift } from '@room-callbacks/core'
import { inject, packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { observed } from './receiver.ts'

t.test('drift is published, each kind once in the life of the process', async (t) => {
  const published: PublishedDrift[] = []
  const listener = (drift: unknown) => published.push(drift as PublishedDrift)
  subscribe('room-callbacks:drift', listener)
  t.teardown(() => unsubscribe('room-callbacks:drift', listener))
  const { callbacks } = observed({ deduplication: false })
  const send = (wire: object, command: string) => inject(callbacks, wire, { command })

  const leave = packet('Room.CallbackAfterMemberLeave', {
    Type: 'Evaporated',
    Reason: null as never,
    EventTime: '5' as never,
    ['Added' as never]: 1 as never,
  })
  await send(leave, 'Room.CallbackAfterMemberLeave')
  await send(leave, 'Room.CallbackAfterMemberLeave')
  const command = 'Room.CallbackAfterMemberLeave'
  t.strictSame(published.splice(0), [
    { command, kind: 'null-field', path: 'Reason' },
    { command, kind: 'converted-field', path: 'EventTime', detail: 'string to number' },
    { command, kind: 'unknown-word', path: 'Type', detail: 'Evaporated' },
    { command, kind: 'unknown-field', path: 'Added' },
  ])

  await send({ ...leave, Type: 'Condensed' }, command)
  t.match(published.splice(0), [{ kind: 'unknown-word', detail: 'Condensed' }], 'another word is another drift')

  const seats = {
    SeatList: [
      { Index: 1, Member_Account: '', Mood: 'good' },
      { Index: 2, Member_Account: 7 },
    ],
  }
  const seat = 'Mic.CallbackAfterSeatInfoChanged'
  await send({ ...packet(seat), ...seats }, seat)
  t.strictSame(published.splice(0), [
    { command: seat, kind: 'empty-field', path: 'SeatList[].Member_Account' },
    { command: seat, kind: 'converted-field', path: 'SeatList[].Member_Account', detail: 'number to string' },
    { command: seat, kind: 'unknown-field', path: 'SeatList[].Mood' },
  ])

  const create = 'Live.CallbackAfterCreateRoom'
  await send(packet(create, { RoomInfo: { ['EventTime' as never]: 5 as never } }), create)
  t.strictSame(published.splice(0), [
    { command: create, kind: 'misplaced-field', path: 'RoomInfo.EventTime', detail: 'EventTime' },
  ])

  const both = packet(create, { EventTime: 6, RoomInfo: { ['EventTime' as never]: 5 as never } })
  await send(both, create)
  t.strictSame(
    published.splice(0),
    [{ command: create, kind: 'unknown-field', path: 'RoomInfo.EventTime' }],
    'what stands at its documented place stays there',
  )

  const long = 'x'.repeat(65)
  await send({ ...leave, Type: long, [long]: 1 }, command)
  t.strictSame(
    published.splice(0),
    [
      { command, kind: 'unknown-word', path: 'Type', detail: long.slice(1) },
      { command, kind: 'unknown-field', path: long.slice(1) },
    ],
    'what is published is bounded',
  )

  const recording = 'Live.CallbackAfterCloudRecordingChanged'
  await send(packet(recording, { EventInfo: { Payload: { Anything: 1 } as object } }), recording)
  t.strictSame(published.splice(0), [{ command: recording, kind: 'unknown-field', path: 'EventInfo.Payload.Anything' }])

  const message = 'Group.CallbackAfterSendMsg'
  await send(
    packet(message, {
      EventTime: 1,
      MsgBody: [{ MsgType: 'TIMCustomElem', MsgContent: { Data: '', Anything: 1 } as never }],
    }),
    message,
  )
  t.strictSame(published.splice(0), [], 'what depends on the type of an element is not drift')
})

t.test('digits that another parser rounded are drift, with the fix', async (t) => {
  const published: PublishedDrift[] = []
  const listener = (drift: unknown) => published.push(drift as PublishedDrift)
  subscribe('room-callbacks:drift', listener)
  t.teardown(() => unsubscribe('room-callbacks:drift', listener))
  const warnings: Error[] = []
  const onWarning = (warning: Error) => void warnings.push(warning)
  process.on('warning', onWarning)
  t.teardown(() => process.off('warning', onWarning))
  const { callbacks } = observed()
  const command = 'Live.CallbackAfterEndBattle'
  const receive = (body: Parameters<typeof callbacks.receive>[0]['body']) =>
    callbacks.receive({
      method: 'POST',
      query: `SdkAppid=1400000000&CallbackCommand=${command}`,
      headers: {},
      body,
      remoteAddress: undefined,
      host: undefined as never,
    })
  await receive({ kind: 'text', text: sampleText(command) })
  t.equal(published.filter(({ kind }) => kind === 'digits-lost').length, 0)
  await receive({ kind: 'value', value: JSON.parse(sampleText(command)) })
  t.match(
    published.filter(({ kind }) => kind === 'digits-lost'),
    [{ command, detail: /mount the receiver before it, or keep req\.rawBody/ }],
  )
  await receive({ kind: 'value', value: { ...JSON.parse(sampleText(command)), EventTime: 5 } })
  await new Promise((resolve) => setImmediate(resolve))
  t.match(warnings, [
    {
      name: 'RoomCallbacksWarning',
      code: 'digits-lost',
      message: /Live\.CallbackAfterEndBattle.*Mount .*rawBody = bytes/,
    },
  ])
})

t.test('a long run of drift is bounded', async (t) => {
  let published = 0
  const listener = () => published++
  subscribe('room-callbacks:drift', listener)
  t.teardown(() => unsubscribe('room-callbacks:drift', listener))
  const { callbacks } = observed()
  const fields = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`Field${index}`, index]))
  const { outcome } = await inject(callbacks, { ...packet('Follow.CallbackAfterFollowAdd'), ...fields })
  t.equal(outcome, 'unhandled')
  t.ok(published > 900 && published <= 1000, `${published} were published`)
})

t.test('every step is on a tracing channel, without a secret', async (t) => {
  const steps = ['receive', 'authenticate', 'read', 'parse', 'validate', 'deduplicate', 'handle']
  const seen: string[] = []
  for (const step of steps) {
    const channel = tracingChannel(`room-callbacks:${step}`)
    const hear = (event: string) => (message: object) => {
      seen.push(`${step} ${event}`)
      const own = Object.keys(message).filter((key) => key !== 'error' && key !== 'result')
      t.strictSame(own.sort(), ['receivedAs', 'sdkAppId'], `${step} ${event}`)
    }
    const subscribers = {
      start: hear('start'),
      end: hear('end'),
      asyncStart: hear('asyncStart'),
      asyncEnd: hear('asyncEnd'),
      error: hear('error'),
    }
    channel.subscribe(subscribers)
    t.teardown(() => channel.unsubscribe(subscribers))
  }
  const { callbacks } = observed({ token: 'secret' })
  callbacks.on('Room.CallbackAfterMemberEnter', () => {}).on('Live.CallbackBeforeSendGift', () => allow())
  await inject(callbacks, packet('Room.CallbackAfterMemberEnter'), { token: 'secret' })
  for (const step of steps) t.ok(seen.includes(`${step} start`) && seen.includes(`${step} end`), step)
  t.ok(seen.includes('receive asyncEnd'))
  t.notOk(seen.some((event) => event.endsWith('error')))
  await inject(callbacks, packet('Room.CallbackAfterMemberEnter'), { token: 'forged' })
  t.ok(seen.includes('authenticate error'))
})
