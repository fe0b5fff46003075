import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { Running, runCli } from './run-cli.ts'
import { account, sdkAppId, token } from './servers.ts'

const created = 'Room.CallbackAfterCreateRoom'
const gift = 'Live.CallbackBeforeSendGift'
const listen = ['listen', '--port', '0']
const signed = { sdkAppId, token }

const post = (url: string, query: string, body: string | Uint8Array): Promise<Response> =>
  fetch(`${url}/?${query}`, { method: 'POST', body })

t.test('listen prints each callback, and in what it drifts', async (t) => {
  const running = new Running(listen, { env: account })
  const url = await running.url()
  await post(url, callbackQuery({ ...signed, command: created }), sampleText(created))
  const alias = 'Room.CallbackUpdateRoomInfo'
  const packet = JSON.parse(sampleText('Room.CallbackAfterUpdateRoomInfo'))
  const drifting = JSON.stringify({ ...packet, CallbackCommand: alias, EventTime: '1703589922780', New: 1 })
  await post(url, callbackQuery({ ...signed, command: alias }), drifting)
  await post(url, callbackQuery({ ...signed, command: 'Live.CallbackAfterTomorrow' }), '{"RoomId":"r1"}')
  for (const command of ['Group.CallbackAfterSendMsg', 'Push.OfflinePush', 'CallV1.cancel'] as const) {
    await post(url, callbackQuery({ ...signed, command }), sampleText(command))
  }
  const { code, stdout, stderr } = await running.interrupt()
  t.equal(code, 0, 'to be ended is what it waits for')
  t.match(
    stdout,
    /^\d\d:\d\d:\d\d\.\d{3} {2}200 handled {2}Room\.CallbackAfterCreateRoom\n {2}app 1400000000 {2}RoomInfo\.RoomId=/,
  )
  t.match(stdout, /\n {2}answer {2}200 {2}\d+\.\d ms {2}\{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0\}\n/)
  t.notMatch(stdout, '{"CallbackCommand"', 'a body is printed only when it is asked for')
  t.match(stdout, '200 handled  Room.CallbackAfterUpdateRoomInfo (as Room.CallbackUpdateRoomInfo)')
  t.match(stdout, 'drift  converted-field EventTime')
  t.match(stdout, 'drift  unknown-field New')
  t.match(stdout, '200 unknown-command  Live.CallbackAfterTomorrow')
  for (const command of ['Group.CallbackAfterSendMsg', 'Push.OfflinePush', 'CallV1.cancel']) {
    t.match(stdout, `200 handled  ${command}\n`)
  }
  t.match(stderr, /^Listening on http:\/\/127\.0\.0\.1:\d+ for SDKAppID 1400000000\. Ctrl-C ends it\.\n$/)
})

t.test('listen tells why a callback is refused, without what signs it', async (t) => {
  const running = new Running([...listen, '--json'], { env: account })
  const url = await running.url()
  const forged = callbackQuery({ sdkAppId, command: created, token: 'another' })
  const broken = callbackQuery({ ...signed, command: created })
  const shouted = broken.replace('Sign=', 'SIGN=')
  t.equal((await post(url, forged, '{}')).status, 401)
  t.equal((await post(url, broken, new Uint8Array([0xff, 0xfe]))).status, 400)
  t.equal((await post(url, shouted, sampleText(created))).status, 200)
  const { jsonLines, stdout } = await running.interrupt()
  t.match(jsonLines(), [
    { outcome: 'bad-signature', status: 401, command: created, refusal: { code: 'bad-signature' } },
    { outcome: 'invalid-json', rawBase64: '//4=', drifts: [] },
    {
      outcome: 'handled',
      responseTimeMs: Number,
      raw: sampleText(created),
      answer: { ErrorCode: 0 },
      event: { CallbackCommand: created },
    },
  ])
  t.equal(jsonLines()[0]?.['raw'], undefined, 'its body is not read')
  for (const line of jsonLines()) t.match(line['query'], /&S(ign|IGN)=\[redacted\]&/)
  const escaped = callbackQuery({ sdkAppId, token: 'another', command: created }).replace('Sign=', '%E0&%53ign=')
  const other = new Running([...listen, '--json'], { env: account })
  await post(await other.url(), escaped, '{}')
  t.match((await other.interrupt()).json()['query'], /%E0&%53ign=\[redacted\]&/, 'escaped or not')
  for (const query of [forged, broken]) t.notOk(stdout.includes(new URLSearchParams(query).get('Sign') as string))
})

t.test('listen prints no line that a sender wrote, and hides none', async (t) => {
  const hostile = 'x\n12:00:00.000  200 handled  Forged\u001b[8m'
  for (const isTerminal of [true, false]) {
    const running = new Running(listen, { env: account, isTerminal })
    const url = await running.url()
    await post(url, callbackQuery({ ...signed, command: hostile }), '{}')
    const packet = { ...JSON.parse(sampleText(created)), [hostile]: 1, ['y\u001b[31m']: 2 }
    await post(url, callbackQuery({ ...signed, command: created }), JSON.stringify(packet))
    const { stdout } = await running.interrupt()
    t.match(stdout, /unknown-command.* x\\u000a12:00:00\.000 {2}200 handled {2}Forged\\u001b\[8m$/m)
    t.match(stdout, /drift.* unknown-field x\\u000a/)
    t.notOk(stdout.includes('\u001b[8m'))
    t.equal(stdout.includes('\u001b[31m'), isTerminal, 'a colour is a colour only where there are colours')
  }
})

t.test('listen --body prints the bytes that came, and each key field is short', async (t) => {
  const running = new Running([...listen, '--body'], { env: account })
  const url = await running.url()
  const long = 'r'.repeat(100)
  const unknown = 'Live.CallbackAfterTomorrow'
  const body = `{"CallbackCommand":"${unknown}",\r\n"GroupId":"${long}","From_Account":12345678901234567890,"x":"\u007f[8m\u009b"}`
  await post(url, callbackQuery({ ...signed, command: unknown }), body)
  await post(url, callbackQuery({ ...signed, command: created }), new Uint8Array([0xff, 0xfe]))
  await post(url, callbackQuery({ sdkAppId, command: created, token: 'another' }), '{}')
  await post(url, callbackQuery({ sdkAppId: '1400000001', command: created, token }), '{}')
  await post(url, `CallbackCommand=${created}`, '{}')
  const { stdout } = await running.interrupt()
  t.match(stdout, `  app 1400000000  GroupId=${'r'.repeat(64)}…  From_Account=12345678901234567890\n`)
  t.match(
    stdout,
    `  body  {"CallbackCommand":"Live.CallbackAfterTomorrow",\n        "GroupId":"${long}","From_Account":12345678901234567890`,
  )
  t.match(stdout, '"x":"\\u007f[8m\\u009b"}\n', 'a terminal obeys nothing of it')
  t.match(stdout, '  body  not UTF-8, as base64: //4=\n')
  t.match(stdout, /401 bad-signature.*? {2}body {2}not read\n {2}answer {2}401 /s)
  t.match(stdout, '  app 1400000001\n')
  t.match(stdout, '  app missing\n')
})

t.test('listen recognises a repetition, and decides as it is told', async (t) => {
  const running = new Running([...listen, '--fallback', 'allow', '--json'], { env: account })
  const url = await running.url()
  for (const _ of [1, 2]) await post(url, callbackQuery({ ...signed, command: created }), sampleText(created))
  await post(url, callbackQuery({ ...signed, command: gift }), sampleText(gift))
  const lines = (await running.interrupt()).jsonLines()
  t.match(
    lines.map(({ outcome }) => outcome),
    ['handled', 'duplicate', 'unhandled'],
  )
  t.match(lines[2]?.['answer'], { ErrorCode: 0 })

  const careful = new Running([...listen, '--json'], { env: account })
  await post(await careful.url(), callbackQuery({ ...signed, command: gift }), sampleText(gift))
  t.match((await careful.interrupt()).json()['answer'], { ErrorCode: 1 }, 'a gift without a verdict is blocked')
})

t.test('listen says what is no callback, and what is open', async (t) => {
  const env = { ROOM_CALLBACKS_SDKAPPID: sdkAppId }
  const running = new Running([...listen, '--host', '0.0.0.0'], { env })
  const url = (await running.url()).replace('0.0.0.0', '127.0.0.1')
  t.equal((await fetch(`${url}/favicon.ico`)).status, 404)
  const { stdout, stderr } = await running.interrupt()
  t.equal(stdout, '')
  t.match(stderr, 'There is no token in the settings: signatures are not checked.')
  t.match(stderr, 'Other machines can connect.')
  t.match(stderr, 'No callback: GET /favicon.ico')
})

t.test('listen tells its address of every family', async (t) => {
  const running = new Running([...listen, '--host', '::1'], { env: account })
  t.match(await running.url(), /^http:\/\/\[::1\]:\d+$/)
  await running.interrupt()
})

t.test('a port that is taken is a matter of the command line', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  t.teardown(() => taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { code, stderr } = await runCli(['listen', '--port', String(port)], { env: account })
  t.equal(code, 2)
  t.match(stderr, /^port-unavailable: Port \d+ of 127\.0\.0\.1 cannot be listened on: it is taken\.\nChoose another/)
  const elsewhere = await runCli(['listen', '--host', '192.0.2.1', '--port', '0'], { env: account })
  t.match(elsewhere.stderr, /EADDRNOTAVAIL\.\nGive an address of this machine with --host\./)
})

t.test('listen that is interrupted before it listens ends at once', async (t) => {
  const running = new Running(listen, { env: account })
  t.equal((await running.interrupt()).code, 0)
})
