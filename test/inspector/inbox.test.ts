import { RoomCallbacksError } from '@room-callbacks/core'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks } from '@room-callbacks/node'
import { memoryInbox, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { recordOf } from '../redis/record.ts'
import { ask, askAsStranger, authorized, secret } from './ask.ts'
import { appId, inspected } from './inspected.ts'

const left = 'Room.CallbackAfterMemberLeave'
const refusal = { code: 'invalid-packet', message: 'as asked' }

/** A receiver with an inbox in which three letters are dead. */
async function dead(t: Test) {
  const inbox = memoryInbox({ attempts: 1 })
  t.teardown(() => inbox.close())
  const served = await inspected(t, {}, { inbox, delivery: false })
  for (const id of ['a', 'b']) await inbox.put(recordOf(id, { refusal, orderKey: '1400000000/room/r1' }))
  await inbox.put(recordOf('c', { command: 'Room.Other', refusal: { code: 'gave-up', message: 'tRtcWebhookToken01' } }))
  const post = (path: string, fields: object) => served.post(`api/inbox/${path}`, { inbox: 'inbox', ...fields })
  return { inbox, ...served, ask: post }
}

t.test('the inbox of a receiver is shown', async (t) => {
  const { inbox, ask, get } = await dead(t)
  t.same((await get('api/overview')).json.inboxes, ['inbox'])
  const numbers = (await ask('numbers', { state: 'dead' })).json
  t.match(numbers, { dead: 3, waiting: 0, counts: { counted: 3, isComplete: true } })
  t.match(numbers.counts.byOrderKey, [{ name: '1400000000/room/r1', count: 2 }])
  const ids = async (fields: object) =>
    (await ask('list', { state: 'dead', ...fields })).json.entries.map(({ id }: { id: string }) => id)
  t.same(await ids({}), ['a', 'b', 'c'])
  t.same(await ids({ code: 'gave-up' }), ['c'])
  t.same(await ids({ command: left, after: 1 }), ['b'])
  t.same(await ids({ orderKey: '1400000000/room/r1' }), ['a', 'b'])
  t.match((await ask('entry', { id: 'a' })).json, {
    summary: { id: 'a', state: 'dead', attempts: 0, error: refusal },
    packet: /\n {2}"CallbackCommand"/,
  })
  await inbox.put(recordOf('odd', { refusal, body: new Uint8Array([0xff]) }))
  t.equal((await ask('entry', { id: 'odd' })).json.packet, undefined)
  await inbox.put(recordOf('text', { answer: '{}', body: Buffer.from('no JSON') }))
  t.match((await ask('entry', { id: 'text' })).json, { packet: 'no JSON', answer: '{}' })
  for (let index = 0; index < 60; index++) await inbox.put(recordOf(`more ${index}`))
  const page = (await ask('list', { state: 'waiting' })).json
  t.match([page.entries.length, page.hasMore], [50, true])
})

t.test('a page of a list reads so many entries, however few fit, and says where the next goes on', async (t) => {
  const { inbox, ask } = await dead(t)
  for (let index = 0; index < 1200; index++) await inbox.put(recordOf(`letter ${index}`, { refusal }))
  await inbox.put(recordOf('last', { refusal: { code: 'rare', message: 'as asked' } }))
  let read = 0
  const list = inbox.list.bind(inbox)
  inbox.list = async (state, options) => {
    const page = await list(state, options)
    read += page.length
    return page
  }
  const first = (await ask('list', { state: 'dead', code: 'rare' })).json
  t.match([first.entries.length, first.hasMore], [0, true])
  t.ok(read <= 1100, `${read} were read`)
  const second = (await ask('list', { state: 'dead', code: 'rare', after: first.last })).json
  t.match(second, { entries: [{ id: 'last' }], hasMore: false })
})

t.test('letters get new attempts, or are forgotten: one, some, or all that fit', async (t) => {
  const { inbox, ask } = await dead(t)
  t.same((await ask('retry', { ids: ['a', 'unknown'] })).json, { changed: 1 })
  t.same((await ask('retry', { all: true, code: 'gave-up' })).json, { changed: 1 })
  t.match(await inbox.stats(), { waiting: 2, dead: 1 })
  t.same((await ask('purge', { ids: ['b'] })).json, { changed: 1 })
  for (const id of ['x', 'y', 'z']) await inbox.put(recordOf(id, { refusal }))
  await inbox.put(recordOf('r', { answer: '{}' }))
  t.same((await ask('purge', { all: true, state: 'recorded' })).json, { changed: 1 })
  t.same((await ask('purge', { all: true, orderKey: 'none' })).json, { changed: 0 })
  t.same((await ask('retry', { all: true })).json, { changed: 3 })
  t.match(await inbox.stats(), { waiting: 5, dead: 0, recorded: 0 })
})

t.test('what is not said changes nothing', async (t) => {
  const { inbox, ask } = await dead(t)
  const wrong: [string, object, number, string][] = [
    ['retry', {}, 400, 'invalid-request'],
    ['retry', { ids: 'a' }, 400, 'invalid-request'],
    ['retry', { ids: ['all'] }, 400, 'invalid-request'],
    ['retry', { ids: ['a'], all: true, inbox: 'other' }, 404, 'unknown-inbox'],
    ['purge', { ids: new Array(1001).fill('a') }, 400, 'invalid-request'],
    ['purge', { all: true, state: 'waiting' }, 400, 'invalid-request'],
    ['purge', { all: true, code: 5 }, 400, 'invalid-request'],
    ['list', { state: 'alive' }, 400, 'invalid-request'],
    ['list', { state: 'dead', after: 'a' }, 400, 'invalid-request'],
    ['numbers', { state: 'dead', inbox: 5 }, 404, 'unknown-inbox'],
    ['entry', { id: 'unknown' }, 404, 'unknown-entry'],
    ['entry', {}, 404, 'unknown-entry'],
  ]
  for (const [path, fields, status, code] of wrong) {
    const reply = await ask(path, fields)
    t.match([reply.status, reply.json.error.code], [status, code], `${path} ${JSON.stringify(fields).slice(0, 60)}`)
  }
  t.equal((await inbox.stats()).dead, 3)
})

t.test('a store that cannot be reached is told, another fault is not', async (t) => {
  const { inbox, ask } = await dead(t)
  inbox.stats = async () => {
    throw new RoomCallbacksError('inbox-failed', 'The disk is full.')
  }
  t.match(await ask('numbers', { state: 'dead' }), {
    status: 503,
    json: { error: { code: 'inbox-failed', message: /The disk is full\. Look at the store/ } },
  })
  inbox.get = async () => {
    throw new TypeError('a bug')
  }
  t.match(await ask('entry', { id: 'a' }), { status: 500, json: { error: { code: 'internal', message: /hook/ } } })
})

t.test('the inbox is behind the same door as everything else', async (t) => {
  const { page, inbox } = await dead(t)
  const url = `${page}api/inbox/retry`
  const body = '{"inbox":"inbox","all":true}'
  const json = { 'content-type': 'application/json' }
  const refused: [string, Record<string, string>, number][] = [
    ['no secret', json, 401],
    ['another site', { ...json, ...authorized, origin: 'https://evil.example' }, 403],
    ['another name', { ...json, ...authorized, host: 'evil.example' }, 403],
    ['a proxy', { ...json, ...authorized, 'x-forwarded-for': '198.51.100.7' }, 403],
    ['a form', { ...authorized, 'content-type': 'text/plain' }, 415],
  ]
  for (const [what, headers, status] of refused) {
    t.equal((await askAsStranger(url, { method: 'POST', headers, body })).status, status, what)
  }
  t.equal((await inbox.stats()).dead, 3)
  t.equal((await ask(url, { method: 'POST', headers: json, body })).status, 200)
})

t.test('the secrets of the receiver stay in it, in a letter too', async (t) => {
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  const token = 'tRtcWebhookToken01'
  const { post } = await inspected(t, {}, { inbox, token, delivery: false })
  await inbox.put(recordOf('a', { refusal: { code: 'handler-failed', message: `sent ${token}` } }))
  const shown = await post('api/inbox/list', { inbox: 'inbox', state: 'dead' })
  t.match(shown.text, 'sent [')
  t.notMatch(shown.text, token)
})

t.test('inboxes of other processes need a secret, and are shown by name', async (t) => {
  const worker = memoryInbox()
  t.teardown(() => worker.close())
  const callbacks = roomCallbacks(appId)
  t.throws(() => inspector(callbacks, { inboxes: { worker } }), { code: 'invalid-option', message: /need a secret/ })
  for (const inboxes of [null, { worker: {} }, { worker: null }, { 'a/b': worker }, 5]) {
    t.throws(() => inspector(callbacks, { secret, inboxes: inboxes as never }), { message: /inboxes: expected/ })
  }
  const { get, post, send } = await inspected(t, { inboxes: { worker } })
  t.same((await get('api/overview')).json.inboxes, ['worker'])
  await send(packet(left))
  await worker.put(recordOf('far', { refusal }))
  t.match((await post('api/inbox/list', { inbox: 'worker', state: 'dead' })).json.entries, [{ id: 'far' }])
})
