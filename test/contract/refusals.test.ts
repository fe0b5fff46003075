import { connect } from 'node:net'
import { type Options, type Outcome, outcomes, type Rejection, signatureOf } from '@room-callbacks/core'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { hosts } from './all-hosts.ts'
import { type Delivery, deliver } from './deliver.ts'
import { appId, type Running } from './hosts.ts'
import { type Ordinary, send } from './send.ts'

const command = 'Room.CallbackAfterCreateRoom'
const token = 'tRtcWebhookToken01'
const body = sampleText(command)
const json = { 'content-type': 'application/json' }
const signed = callbackQuery({ sdkAppId: appId, command, token })
const stale = Math.floor(Date.now() / 1000) - 3600

interface Case {
  readonly name: string
  readonly outcome: Outcome
  /** What the platform could send. */
  readonly sent?: Ordinary
  /** What it never sends like that. */
  readonly delivery?: Delivery
  readonly options?: Options
  /** Whether the body had been read when it was refused. */
  readonly isRead?: boolean
}

const cases: readonly Case[] = [
  { name: 'GET', outcome: 'wrong-method', delivery: { method: 'GET' } },
  { name: 'PUT', outcome: 'wrong-method', delivery: { method: 'PUT', body } },
  { name: 'no SdkAppid', outcome: 'malformed-query', delivery: { query: `CallbackCommand=${command}`, body } },
  { name: 'SdkAppid twice', outcome: 'malformed-query', delivery: { query: `${signed}&SdkAppid=1`, body } },
  { name: 'SdkAppid in brackets', outcome: 'malformed-query', delivery: { query: `${signed}&SdkAppid[]=1`, body } },
  { name: 'another casing twice', outcome: 'malformed-query', delivery: { query: `${signed}&sdkappid=1`, body } },
  { name: 'a word as SdkAppid', outcome: 'malformed-query', delivery: { sdkAppId: 'abc', body } },
  { name: 'digits and more as SdkAppid', outcome: 'malformed-query', delivery: { sdkAppId: '1400000001x', body } },
  {
    name: 'broken escape',
    outcome: 'malformed-query',
    delivery: { query: signed.replace('127.0.0.1', '%zz'), body },
  },
  { name: 'CallbackCommand in brackets', outcome: 'malformed-query', delivery: { query: 'CallbackCommand[]=x', body } },
  { name: 'foreign app', outcome: 'unknown-app', sent: { sdkAppId: 1400000001, token, body } },
  { name: 'no signature', outcome: 'bad-signature', sent: { body } },
  { name: 'wrong token', outcome: 'bad-signature', sent: { token: 'other', body } },
  { name: 'empty Sign', outcome: 'bad-signature', delivery: { query: signed.replace(/Sign=[^&]*/, 'Sign='), body } },
  {
    name: 'short Sign',
    outcome: 'bad-signature',
    delivery: { query: signed.replace(/(Sign=.{60})[^&]*/, '$1'), body },
  },
  { name: 'non-hex Sign', outcome: 'bad-signature', delivery: { query: signed.replace(/Sign=../, 'Sign=zz'), body } },
  {
    name: 'a right Sign with more behind it',
    outcome: 'bad-signature',
    delivery: { query: signed.replace(/Sign=[^&]*/, '$&0'), body },
  },
  { name: 'Sign twice', outcome: 'malformed-query', delivery: { query: `${signed}&Sign=${'0'.repeat(64)}`, body } },
  {
    name: 'RequestTime with a fraction',
    outcome: 'bad-signature',
    delivery: {
      query: `${callbackQuery({ sdkAppId: appId, command })}&Sign=${signatureOf(token, '1.5')}&RequestTime=1.5`,
      body,
    },
  },
  { name: 'old signature', outcome: 'expired-signature', sent: { token, clock: () => stale * 1000, body } },
  { name: 'future signature', outcome: 'expired-signature', sent: { token, clock: () => (stale + 7200) * 1000, body } },
  {
    name: 'foreign address',
    outcome: 'forbidden-address',
    options: { addresses: ['10.0.0.0/8'] },
    sent: { token, body },
  },
  ...['gzip', 'GZIP', 'identity, gzip', 'identityx', 'aws-chunked,identity'].map(
    (encoding): Case => ({
      name: encoding,
      outcome: 'unsupported-encoding',
      delivery: { token, body, headers: { 'content-encoding': encoding } },
    }),
  ),
  {
    name: 'a length over the limit',
    outcome: 'too-large',
    options: { bodyLimit: 100 },
    sent: { token, body },
  },
  {
    name: 'chunks over the limit',
    outcome: 'too-large',
    options: { bodyLimit: 100 },
    delivery: { token, body, headers: { 'transfer-encoding': 'chunked' } },
  },
  {
    name: 'a body that never ends',
    outcome: 'read-timeout',
    options: { deadline: 50 },
    delivery: { token, headers: { 'content-length': '1000' }, write: (request) => request.write('{') },
  },
  { name: 'an empty body', outcome: 'invalid-json', delivery: { token }, isRead: true },
  { name: 'half a packet', outcome: 'invalid-json', delivery: { token, body: body.slice(0, 90) }, isRead: true },
  {
    name: 'invalid UTF-8',
    outcome: 'invalid-json',
    delivery: { token, body: Buffer.from([0x7b, 0xff, 0x7d]) },
    isRead: true,
  },
  {
    name: 'a __proto__ key',
    outcome: 'invalid-json',
    delivery: { token, body: '{"__proto__":{"a":1}}' },
    isRead: true,
  },
  { name: 'an array', outcome: 'invalid-packet', delivery: { token, body: '[]' }, isRead: true },
  { name: 'a packet without RoomInfo', outcome: 'invalid-packet', delivery: { token, body: '{}' }, isRead: true },
  {
    name: 'another command in the body',
    outcome: 'command-mismatch',
    delivery: { token, body: sampleText('Room.CallbackAfterDestroyRoom') },
    isRead: true,
  },
]

for (const host of hosts) {
  t.test(`${host.name} refuses`, async (t) => {
    for (const { name, outcome, options, sent, delivery, isRead = false } of cases) {
      await t.test(name, async (t) => {
        const rejections: Rejection[] = []
        let handled = 0
        const running = await host.start({
          options: { token, ...options },
          register: (callbacks) =>
            callbacks.on('*', () => handled++).on('rejected', (rejection) => rejections.push(rejection)),
        })
        t.teardown(() => running.close())
        const answered = sent ? await send(running, sent) : await deliver(running, { headers: json, ...delivery })
        t.equal(answered.status, outcomes[outcome])
        t.equal(answered.text, `{"ActionStatus":"FAIL","ErrorInfo":"${outcome}","ErrorCode":1}`)
        t.equal(answered.headers['content-type'], 'application/json')
        t.equal(answered.headers['content-length'], String(answered.text.length))
        t.equal(answered.headers.allow, outcome === 'wrong-method' ? 'POST' : undefined)
        t.equal(rejections.length, 1)
        t.match(rejections[0], { outcome, error: { code: outcome, status: outcomes[outcome] } })
        t.equal(rejections[0]?.raw !== undefined, isRead, 'the raw bytes, if they were read')
        t.equal(handled, 0, 'no handler ran')
      })
    }

    await t.test('an upload that is broken off', async (t) => {
      const outcome = await new Promise<Outcome>((resolve) => {
        void host
          .start({ register: (callbacks) => callbacks.on('rejected', (rejection) => resolve(rejection.outcome)) })
          .then((running: Running) => {
            t.teardown(() => running.close())
            const query = callbackQuery({ sdkAppId: appId, command })
            const socket = connect(running.port, '127.0.0.1')
            // Not before it is on its way: a connection that was never made is no request.
            socket.write(`POST /?${query} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{`, () => socket.destroy())
          })
      })
      t.equal(outcome, 'aborted')
    })
  })
}
