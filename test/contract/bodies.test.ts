import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import type { Options } from '@room-callbacks/core'
import { nodeBody } from '@room-callbacks/core/http'
import { roomCallbacks } from '@room-callbacks/node'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { hosts } from './all-hosts.ts'
import { type Delivery, deliver } from './deliver.ts'
import { appId, type Front } from './hosts.ts'
import { normalisedSample } from './normalised-samples.ts'
import { type Ordinary, send } from './send.ts'

const command = 'Mic.CallbackAfterSeatInfoChanged'
// Holds an integer beyond 2^53.
const body = sampleText(command)
const json = { 'content-type': 'application/json' }

const lossless = normalisedSample({ command, product: 'conference' })
const rounded = JSON.parse(JSON.stringify(lossless).replace('144115233775727695', String(Number('144115233775727695'))))

interface Case {
  readonly name: string
  readonly front?: Front
  /** What the platform sends. */
  readonly sent?: Ordinary
  /** What it never sends like that. */
  readonly delivery?: Delivery
  readonly event: object
  readonly options?: Options
}

const cases: readonly Case[] = [
  { name: 'as JSON', sent: { body }, event: lossless },
  { name: 'without a content type', sent: { headers: {}, body }, event: lossless },
  { name: 'as something else', delivery: { headers: { 'content-type': 'text/html' }, body }, event: lossless },
  { name: 'in chunks', delivery: { headers: { ...json, 'transfer-encoding': 'chunked' }, body }, event: lossless },
  ...[
    'identity',
    'Identity',
    'IDENTITY',
    '',
    ' identity ',
    'identity, Identity',
    ',identity,',
    'identity,\tidentity',
  ].map((encoding) => ({
    name: `with encoding "${encoding.replace('\t', ' ')}"`,
    delivery: { headers: { 'content-encoding': encoding }, body },
    event: lossless,
  })),
  { name: 'with a byte order mark', delivery: { headers: json, body: `\ufeff${body}` }, event: lossless },
  {
    name: 'in two pieces',
    delivery: {
      headers: { ...json, 'content-length': String(Buffer.byteLength(body)) },
      write(request) {
        request.write(body.slice(0, 100))
        setTimeout(() => request.end(body.slice(100)), 20)
      },
    },
    event: lossless,
  },
  {
    name: 'of exactly the limit',
    options: { bodyLimit: Buffer.byteLength(body) },
    sent: { body },
    event: lossless,
  },
  { name: 'parsed by another', front: 'json', sent: { body }, event: rounded },
  {
    name: 'parsed by another that kept it',
    front: 'json-with-raw',
    sent: { body },
    event: lossless,
  },
  { name: 'read as text by another', front: 'text', sent: { body }, event: lossless },
  { name: 'read as a buffer by another', front: 'buffer', sent: { body }, event: lossless },
]

for (const host of hosts) {
  t.test(`${host.name} takes a body`, async (t) => {
    for (const { name, front = 'nothing', options = {}, sent, delivery, event } of cases) {
      if (front !== 'nothing' && !host.hasFront) continue
      await t.test(name, async (t) => {
        const events: object[] = []
        const running = await host.start({
          front,
          options,
          register: (callbacks) => callbacks.on(command, (event) => events.push(event)),
        })
        t.teardown(() => running.close())
        const answered = sent
          ? await send(running, { command, ...sent })
          : await deliver(running, { command, ...delivery })
        t.equal(answered.text, '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}')
        t.strictSame(events, [event])
      })
    }
  })

  t.test(`${host.name} does not take half a body for a whole one`, async (t) => {
    const outcomes: string[] = []
    const running = await host.start({
      register: (callbacks) => callbacks.on('rejected', ({ outcome }) => outcomes.push(outcome)),
    })
    t.teardown(() => running.close())
    const headers = { ...json, 'content-length': '90' }
    const write: Delivery['write'] = (request) => request.end(body.slice(0, 90))
    const answered = await deliver(running, { command, headers, write })
    t.equal(answered.status, 400)
    t.strictSame(outcomes, ['invalid-json'])
  })

  if (!host.hasFront) continue

  t.test(`${host.name} says so when nothing was kept of the body`, async (t) => {
    const errors: string[] = []
    const running = await host.start({
      front: 'drain',
      register: (callbacks) => callbacks.on('rejected', ({ error }) => errors.push(error.advice)),
    })
    t.teardown(() => running.close())
    const answered = await send(running, { command, headers: {}, body })
    t.equal(answered.status, 500)
    t.equal(answered.json['ErrorInfo'], 'body-already-read')
    t.match(errors, [/^Mount the receiver before/])
  })

  t.test(`${host.name} warns once that another parser rounded ids`, async (t) => {
    const warnings: Error[] = []
    const onWarning = (warning: Error) => void warnings.push(warning)
    process.on('warning', onWarning)
    t.teardown(() => process.off('warning', onWarning))
    for (const [front, times] of [
      ['json', 1],
      ['json-with-raw', 0],
    ] as const) {
      const running = await host.start({ front })
      for (const sent of [body, `${body} `]) t.equal((await send(running, { command, body: sent })).status, 200)
      await running.close()
      t.match(warnings.splice(0), Array(times).fill({ code: 'digits-lost', message: /Mount the receiver before/ }))
    }
    t.strictSame(warnings, [])
  })

  t.test(`${host.name} refuses a parsed body over the limit`, async (t) => {
    const running = await host.start({ front: 'json', options: { bodyLimit: 100 } })
    t.teardown(() => running.close())
    const answered = await send(running, { command, body })
    t.equal(answered.status, 413)
  })
}

t.test('a request that other middleware decodes is read all the same', async (t) => {
  const callbacks = roomCallbacks(appId, { deadline: patience })
  const rooms: string[] = []
  callbacks.on(command, ({ RoomId }) => rooms.push(RoomId))
  const server = createServer((request, response) => callbacks(request.setEncoding('utf8'), response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const write: Delivery['write'] = (request) => {
    request.write(body.slice(0, 100))
    setTimeout(() => request.end(body.slice(100)), 20)
  }
  t.equal((await deliver({ port }, { command, write })).status, 200)
  t.equal((await send({ port }, { command, body: `${body} ` })).status, 200)
  t.strictSame(rooms, ['rid-123', 'rid-123'], 'in pieces and in whole')
})

t.test('a body is shared with another listener', async (t) => {
  const callbacks = roomCallbacks(appId, { deadline: patience })
  const rooms: string[] = []
  callbacks.on(command, ({ RoomId }) => rooms.push(RoomId))
  const heard: string[] = []
  const listenTo = (request: IncomingMessage) => request.on('data', (chunk: Buffer) => heard.push(String(chunk)))
  const server = createServer((request, response) => {
    const isFirst = rooms.length === 0
    if (isFirst) listenTo(request)
    callbacks(request, response)
    if (!isFirst) listenTo(request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  for (const sent of [body, `${body} `]) {
    t.equal((await send({ port }, { command, body: sent })).status, 200)
    t.equal(heard.splice(0).join(''), sent)
  }
  t.strictSame(rooms, ['rid-123', 'rid-123'], 'before and after')
})

t.test('a request that is gone already is aborted', async (t) => {
  const callbacks = roomCallbacks(appId, { deadline: patience })
  const stream = new PassThrough()
  stream.destroy()
  const query = callbackQuery({ sdkAppId: appId, command })
  const request = { method: 'POST', query, headers: {}, body: nodeBody(stream) }
  const reply = await callbacks.receive({ ...request, remoteAddress: undefined, host: undefined as never })
  t.equal(reply?.outcome, 'aborted')
})

t.test('a connection whose request never came to an end is not used again', async (t) => {
  for (const host of hosts) {
    const running = await host.start({ options: { deadline: 50 } })
    t.teardown(() => running.close())
    const headers = { connection: 'keep-alive', 'content-length': '200000' }
    const answered = await deliver(running, { command, headers, write: (request) => request.write('{') })
    t.equal(answered.status, 408, host.name)
    t.equal(answered.headers.connection, 'close')
  }
})

t.test('a connection is used again after a refusal, unless bytes are left on it', async (t) => {
  for (const host of hosts) {
    const running = await host.start({ options: { token: 'secret', bodyLimit: 1000 } })
    t.teardown(() => running.close())
    const query = callbackQuery({ sdkAppId: appId, command })
    const small = await deliver(running, { query, body, headers: { connection: 'keep-alive' } })
    t.equal(small.headers.connection, 'keep-alive', `${host.name}: a small body is dropped`)
    const large = await deliver(running, { query, body: 'x'.repeat(2000), headers: { connection: 'keep-alive' } })
    t.equal(large.headers.connection, 'close', `${host.name}: a large one is not waited for`)
    const chunked = { connection: 'keep-alive', 'transfer-encoding': 'chunked' }
    const unknown = await deliver(running, { query, body, headers: chunked })
    t.equal(unknown.headers.connection, 'close', `${host.name}: nor one of unknown length`)
  }
})
