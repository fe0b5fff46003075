import type { Context } from '@room-callbacks/core'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed } from './receiver.ts'

async function contextOf(...[target, options]: [object | string, Parameters<typeof inject>[2]?]) {
  const { callbacks } = observed({ clock: () => 1_700_000_000_000 })
  let context: Context | undefined
  callbacks.on('*', (_event, seen) => {
    context = seen
  })
  await inject(callbacks, target, options)
  // `*` sees a Before callback after the answer.
  await callbacks.close()
  return context as Context
}

t.test('what a handler is told beside the event', async (t) => {
  const body = packet('Room.CallbackAfterMemberEnter')
  const context = await contextOf(body, { clientIp: '9.8.7.6', platform: 'Android' })
  t.equal(context.command, 'Room.CallbackAfterMemberEnter')
  t.equal(context.receivedAs, 'Room.CallbackAfterMemberEnter')
  t.equal(context.sdkAppId, String(appId))
  t.equal(context.phase, 'after')
  t.equal(context.clientIp, '9.8.7.6')
  t.equal(context.platform, 'Android')
  t.strictSame(context.eventTime, new Date(1670574414123))
  t.strictSame(context.receivedAt, new Date(1_700_000_000_000))
  t.equal(context.orderKey, `${appId}/room/${body.RoomId}`)
  t.equal(context.attempt, 1)
  t.equal(context.fence, undefined, 'only an inbox has attempts to number')
  t.equal(Buffer.from(context.raw).toString(), JSON.stringify(body))
  t.equal(context.signal.aborted, false)
  t.equal(context.signal, context.signal)
  t.equal(context.idempotencyKey, context.idempotencyKey)
})

t.test('the id of the request, in any case of its name', async (t) => {
  const text = JSON.stringify(packet('State.StateChange'))
  const idIn = async (parameter: string) => {
    const { callbacks } = observed()
    let seen: Context | undefined
    callbacks.on('*', (_event, context) => {
      seen = context
    })
    const query = `SdkAppid=${appId}&CallbackCommand=State.StateChange${parameter}`
    const request = { method: 'POST', headers: {}, remoteAddress: undefined, host: undefined as never }
    const reply = await callbacks.receive({ ...request, query, body: { kind: 'text', text } })
    return reply?.outcome === 'handled' ? seen?.requestId : reply?.outcome
  }
  // No UUID in State.StateChange; a UUID under both spellings elsewhere (chat.md 1.1).
  for (const name of ['RequestID', 'RequestId', 'requestid', 'REQUESTID', 'Request%49d']) {
    t.equal(await idIn(`&${name}=7-144115212830834855-Login-Register`), '7-144115212830834855-Login-Register', name)
  }
  t.equal(await idIn('&RequestID=a%20b+c%26'), 'a b c&')
  t.equal(await idIn(''), undefined)
  t.equal(await idIn('&RequestID='), undefined)
  t.equal(await idIn('&RequestID=a&RequestId=b'), 'malformed-query')
  t.equal(await idIn('&RequestID[]=a'), 'malformed-query')
})

t.test('the id of the request is part of no idempotency key but those of Desk', async (t) => {
  const keyOf = async (
    command: 'Desk.SessionEventNotify' | 'Member.EventNotify' | 'State.StateChange',
    requestId?: string,
    change = {},
  ) => (await contextOf(packet(command, change), { requestId })).idempotencyKey
  t.equal(await keyOf('State.StateChange', 'one'), await keyOf('State.StateChange', 'two'))
  t.equal(await keyOf('State.StateChange', 'one'), await keyOf('State.StateChange'))
  for (const command of ['Desk.SessionEventNotify', 'Member.EventNotify'] as const) {
    const key = await keyOf(command, 'one')
    t.match(key, new RegExp(`^1400000000:${command.replace('.', '\\.')}:[\\w-]{43}$`))
    t.equal(await keyOf(command, 'one', { EventTime: 5 }), key, 'a repetition may tell another time')
    t.not(await keyOf(command, 'two'), key)
    t.not(await keyOf(command), key)
    t.not(await keyOf(command), await keyOf(command, undefined, { EventTime: 5 }), 'without an id the body counts')
  }
})

t.test('the phase of a Before command', async (t) => {
  t.equal((await contextOf(packet('Live.CallbackBeforeSendGift'))).phase, 'before')
})

t.test('the event time stands where its command has it', async (t) => {
  const time = async (body: object) => (await contextOf(body)).eventTime?.getTime()
  t.equal(await time(packet('Group.CallbackAfterSendMsg')), 1670574414123)
  t.equal(await time(packet('Live.CallbackAfterCloudRecordingChanged')), 1752580150081)
  t.equal(await time(packet('Live.CallbackBeforeSendGift')), undefined, 'a gift has none')
  t.equal(await time(packet('Live.CallbackAfterCreateRoom')), undefined, 'nor has this sample')
  t.equal(await time(packet('Live.CallbackAfterCreateRoom', { EventTime: 5 })), 5)
  t.equal(await time(packet('Live.CallbackAfterCreateRoom', { EventTime: 9e15 })), undefined, 'no date is so late')
})

t.test('the idempotency key of a callback that is not deduplicated', async (t) => {
  const first = await contextOf(packet('Live.CallbackBeforeSendGift'))
  const again = await contextOf(packet('Live.CallbackBeforeSendGift'), { clientIp: '1.1.1.1' })
  const other = await contextOf(packet('Live.CallbackBeforeSendGift', { RoomId: 'other' }))
  t.match(first.idempotencyKey, /^1400000000:Live\.CallbackBeforeSendGift:[\w-]{43}$/)
  t.equal(again.idempotencyKey, first.idempotencyKey)
  t.not(other.idempotencyKey, first.idempotencyKey)
  const timed = await contextOf(packet('Group.CallbackAfterSendMsg'))
  t.match(timed.idempotencyKey, /^1400000000:Group\.CallbackAfterSendMsg:1670574414123:[\w-]{43}$/, 'keys sort by time')
})
