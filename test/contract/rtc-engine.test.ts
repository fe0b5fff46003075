import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodySignatureOf, type Options, type Outcome, outcomes, type RoomCallbacks } from '@room-callbacks/core'
import * as koa from '@room-callbacks/koa'
import { engineHeaders, packet, sampleText } from '@room-callbacks/testing'
import Koa3 from 'koa'
import { koaBody } from 'koa-body'
import Koa2 from 'koa2'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { hosts } from './all-hosts.ts'
import { deliver } from './deliver.ts'
import { appId, type Front, type Host, type Running } from './hosts.ts'
import { send } from './send.ts'

interface Vector {
  readonly id: string
  readonly key: string
  readonly body: string
  readonly sign: string
}

const { rtcSign } = JSON.parse(readFileSync('test/core/signature-vectors.json', 'utf8')) as { rtcSign: Vector[] }
const vectors = Object.fromEntries(rtcSign.map((vector) => [vector.id, vector])) as { readonly [id: string]: Vector }
const keys = [...new Set(rtcSign.map(({ key }) => key))]
const token = 'tRtcWebhookToken01'
const kinds = [
  'RtcEngine.EVENT_TYPE_EXIT_ROOM',
  'RtcEngine.EVENT_TYPE_CLOUD_RECORDING_VOD_COMMIT',
  'RtcEngine.EVENT_TYPE_VIDEO_SCREENSHOT',
  'RtcEngine.EVENT_TYPE_STREAM_INGEST_START',
] as const

/** A server, the names of what its handlers got, and the codes of what was refused. */
async function started(host: Host, front: Front, options: Options = { key: keys, token }) {
  const handled: string[] = []
  const refused: string[] = []
  const running = await host.start({
    front,
    options,
    register: (callbacks: RoomCallbacks<unknown>) =>
      callbacks
        .on('*', (_event, { command }) => {
          handled.push(command)
        })
        .on('rejected', ({ error }) => {
          refused.push(error.code)
        }),
  })
  return { running, handled, refused }
}

const post = (running: Running, headers: Record<string, string>, body: string) =>
  deliver(running, { query: '', headers: { 'content-type': 'application/json', ...headers }, body })

const headersOf = (sign: string, sdkAppId: number | string = appId) => ({ SdkAppId: String(sdkAppId), Sign: sign })

for (const [name, Framework] of Object.entries({ 'koa 2': Koa2 as unknown as typeof Koa3, 'koa 3': Koa3 })) {
  t.test(`${name} behind koa-body needs the text that it parsed`, async (t) => {
    const { body, sign } = vectors['rtc-1'] as Vector
    for (const includeUnparsed of [true, false]) {
      const callbacks = koa.roomCallbacks(appId, { key: keys, engineDeadline: patience }).on('rejected', () => {})
      const app = new Framework().use(koaBody({ includeUnparsed }) as never).use(callbacks)
      const server = createServer(app.callback())
      await once(server.listen(0, '127.0.0.1'), 'listening')
      t.teardown(() => server.close())
      const { port } = server.address() as AddressInfo
      const headers = { 'content-type': 'application/json', ...headersOf(sign) }
      t.equal((await deliver({ port }, { query: '', headers, body })).status, includeUnparsed ? 200 : 500)
    }
  })
}

for (const host of hosts) {
  // In front of every parser, and behind those that keep the bytes.
  const fronts: readonly Front[] = host.hasFront ? ['nothing', 'json-with-raw', 'text', 'buffer'] : ['nothing']
  for (const front of fronts) {
    t.test(
      `${host.name}, ${front} in front: what is signed is handled, and what is not reaches no handler`,
      async (t) => {
        const { running, handled, refused } = await started(host, front)
        t.teardown(() => running.close())
        for (const id of ['rtc-1', 'rtc-2', 'rtc-3', 'rtc-4', 'rtc-6']) {
          const { body, sign } = vectors[id] as Vector
          const { status, json } = await post(running, headersOf(sign), body)
          t.strictSame([status, json], [200, { code: 0 }], id)
        }
        t.equal(handled.splice(0).length, 5)
        t.strictSame(refused, [])

        const { body, sign, key } = vectors['rtc-1'] as Vector
        const compact = vectors['rtc-5-negative'] as Vector
        const doubled = vectors['rtc-7-negative'] as Vector
        const wrong: readonly [string, Outcome, Record<string, string>, string][] = [
          ['forged', 'bad-signature', headersOf(bodySignatureOf('forged', body)), body],
          ['written again', 'bad-signature', headersOf(sign), compact.body],
          ['doubled backslashes, signed', 'bad-signature', headersOf(doubled.sign), body],
          ['another body', 'bad-signature', headersOf(sign), body.replace('8489', '8488')],
          ['no signature', 'bad-signature', { SdkAppId: String(appId) }, body],
          ['hexadecimal', 'bad-signature', headersOf(Buffer.from(sign, 'base64').toString('hex')), body],
          ['another app', 'unknown-app', headersOf(bodySignatureOf(key, body), 1400000001), body],
          ['no app', 'malformed-query', headersOf(sign, 'x'), body],
        ]
        for (const [name, outcome, headers, sent] of wrong) {
          const { status, json } = await post(running, headers, sent)
          t.strictSame([status, json], [outcomes[outcome], { code: 1, message: outcome }], name)
        }
        t.strictSame(
          refused,
          wrong.map(([, outcome]) => outcome),
        )
        // It is no JSON: a parser of JSON in front refuses it by itself.
        if (front !== 'json-with-raw') {
          t.equal((await post(running, headersOf(sign), doubled.body)).status, 401, 'doubled backslashes')
        }
        t.strictSame(handled, [])
      },
    )
  }

  // Each sample by itself goes through every host in samples.test.ts.
  t.test(`${host.name}: a sample of each kind is handled once, with any retry number`, async (t) => {
    const { running, handled } = await started(host, 'nothing')
    t.teardown(() => running.close())
    const [key] = keys
    for (const command of kinds) {
      const text = sampleText(command, 'rtc-engine')
      const retried = text.replace(/"(Callback(?:Ms)?Ts)": \d+/, '"$1": 1')
      for (const body of [text, retried]) {
        const { status } = await post(running, engineHeaders({ sdkAppId: appId, key, body }), body)
        t.equal(status, 200)
      }
      t.strictSame(handled.splice(0), [command], command)
    }
  })

  if (host.hasFront) {
    t.test(`${host.name}: a parser that keeps no bytes is refused with the fix`, async (t) => {
      const { body, sign } = vectors['rtc-1'] as Vector
      for (const front of ['json', 'drain'] as const) {
        const { running, handled, refused } = await started(host, front)
        const { status, json } = await post(running, headersOf(sign), body)
        t.strictSame([status, json['message']], [500, 'body-already-read'], front)
        t.strictSame([handled, refused], [[], ['body-already-read']])
        await running.close()
      }
    })
  }

  t.test(`${host.name}: both protocols on one URL, each with its own check`, async (t) => {
    const { running, handled } = await started(host, 'nothing', { key: 'key1', token })
    const create = 'Room.CallbackAfterCreateRoom'
    const body = JSON.stringify(packet('RtcEngine.EVENT_TYPE_CREATE_ROOM'))
    const room = { command: create, body: JSON.stringify(packet(create)), token }
    t.match(await send(running, room), { status: 200, json: { ActionStatus: 'OK', ErrorCode: 0 } })
    t.equal((await post(running, engineHeaders({ sdkAppId: appId, key: 'key1', body }), body)).status, 200)
    t.strictSame(handled.splice(0), [create, 'RtcEngine.EVENT_TYPE_CREATE_ROOM'])
    // The key is no token, and the token no key.
    t.equal((await send(running, { ...room, token: 'key1' })).status, 401)
    t.equal((await post(running, engineHeaders({ sdkAppId: appId, key: token, body }), body)).status, 401)
    const query = `SdkAppid=${appId}&CallbackCommand=RtcEngine.EVENT_TYPE_CREATE_ROOM`
    t.equal((await deliver(running, { query, body })).status, 401)
    await running.close()

    const chat = await started(host, 'nothing', { token })
    const engine = await started(host, 'nothing', { key: 'key1' })
    t.equal((await send(chat.running, room)).status, 200)
    t.equal((await post(engine.running, engineHeaders({ sdkAppId: appId, key: 'key1', body }), body)).status, 200)
    const passed = await post(chat.running, engineHeaders({ sdkAppId: appId, key: 'key1', body }), body)
    t.not(passed.json['code'], 0, 'without a key the headers are not ours')
    t.strictSame([chat.handled, engine.handled], [[create], ['RtcEngine.EVENT_TYPE_CREATE_ROOM']])
    await chat.running.close()
    await engine.running.close()
  })
}
