import { bodySignatureOf } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { sampleText } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { patience } from '../unhurried.ts'
import { Running, runCli } from './run-cli.ts'
import { account, sdkAppId, serveFor } from './servers.ts'

const key = '123654'
const env = { ...account, ROOM_CALLBACKS_KEY: key }
const enter = 'RtcEngine.EVENT_TYPE_ENTER_ROOM'

/** A receiver of both protocols, with what it heard. */
async function receiverOfEvents(t: Test) {
  const heard: { readonly command: string; readonly event: unknown }[] = []
  const callbacks = roomCallbacks(sdkAppId, {
    token: account.ROOM_CALLBACKS_TOKEN,
    key,
    deadline: patience,
    engineDeadline: patience,
  })
    .on('*', (event, { command }) => heard.push({ command, event }))
    .on('rejected', () => {})
  return { ...(await serveFor(t, callbacks)), heard }
}

t.test('send signs an event with the key, under its constant or its number', async (t) => {
  const { url, heard } = await receiverOfEvents(t)
  const before = Date.now()
  for (const word of [enter, 'rtcengine.103']) {
    const { code, stdout, stderr } = await runCli(['send', word, '--url', url, '--set', 'EventInfo.RoomId=r'], { env })
    t.strictSame([code, stderr], [0, ''])
    t.match(stdout, /^200 {2}RtcEngine\.EVENT_TYPE_ENTER_ROOM {2}\d+\.\d ms {2}Noted\.\n {5}\{"code":0\}/)
  }
  t.match(heard, [{ command: enter, event: { EventType: 103, EventInfo: { RoomId: 'r' } } }, { command: enter }])
  const [{ event }] = heard as unknown as [{ event: { EventInfo: { EventMsTs: number } } }]
  t.ok(event.EventInfo.EventMsTs >= before)
})

t.test('send shows what a forged event is answered, and no signature', async (t) => {
  const { url, heard } = await receiverOfEvents(t)
  const { code, stdout } = await runCli(['send', enter, '--url', url, '--bad-sign'], { env })
  t.equal(code, 1)
  t.match(stdout, /^401 .*Failed: it is sent again, for a minute\./)
  t.match(stdout, 'Sign or RequestTime is missing or wrong')
  t.strictSame(heard, [])
  const keyless = await runCli(['send', enter, '--url', url, '--bad-sign'], { env: account })
  t.match([keyless.code, keyless.stderr], [2, /missing-setting: A setting is missing: key/])
  const stale = await runCli(['send', enter, '--url', url, '--stale'], { env })
  t.match([stale.code, stale.stderr], [2, /no event of RTC Engine is signed with a time/])
  const given = await runCli(['send', enter, '--url', url, '--key=123654'], { env })
  t.match([given.code, given.stderr], [2, /secret-in-arguments/])

  const echo = await serveFor(t, (request, response) => {
    response.writeHead(404).end(`no ${String(request.headers['sign'])}`)
  })
  const echoed = await runCli(['send', enter, '--url', echo.url, '--file', '-'], { env, input: sampleText(enter) })
  t.match(echoed.stdout, 'no [redacted]')
  t.notMatch(echoed.stdout, bodySignatureOf(key, sampleText(enter)))
})

t.test('list and show know events', async (t) => {
  const events = (await runCli(['list', '--product', 'rtc-engine', '--json'])).json<{ aliases: string[] }[]>()
  t.equal(events.length, 56)
  const { stdout } = await runCli(['show', 'RtcEngine.311'])
  t.match(stdout, 'RtcEngine.EVENT_TYPE_CLOUD_RECORDING_VOD_COMMIT')
  t.match(stdout, /^EventInfo\.Payload\.TencentVod\.VideoUrl +text +optional/m)
})

t.test('doctor sends events when there is a key, and finds a sound receiver sound', async (t) => {
  const { url, heard } = await receiverOfEvents(t)
  const { code, stdout } = await runCli(['doctor', '--url', url], { env })
  t.equal(code, 0, stdout)
  for (const probe of ['valid', 'foreign', 'event', 'keyless', 'wrong-key', 'rewritten', 'foreign-event']) {
    t.match(stdout, new RegExp(`^ok +${probe}`, 'm'))
  }
  t.match(heard.at(-1), { event: { EventInfo: { RoomId: 'room-callbacks-doctor' } } })
  const alone = await runCli(['doctor', '--url', url, '--command', 'RtcEngine.102'], { env: { ...account } })
  t.equal(alone.code, 1)
  t.match(alone.stdout, /^\? +wrong-key .*There is no key in the settings/m)
})

t.test('doctor says that without the key option the headers are not for the receiver', async (t) => {
  const callbacks = roomCallbacks(sdkAppId, { token: account.ROOM_CALLBACKS_TOKEN, deadline: patience })
  const { url } = await serveFor(t, callbacks)
  const { code, stdout } = await runCli(['doctor', '--url', url], { env })
  t.equal(code, 1)
  t.match(stdout, /^ok +valid/m)
  t.match(stdout, /^WRONG +event .*\n +Without the key option the headers of RTC Engine are not for the receiver/m)
})

t.test('doctor finds a receiver that signs what it parsed', async (t) => {
  const { url } = await serveFor(t, (request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const isSigned = request.headers['sign'] === bodySignatureOf(key, JSON.stringify(JSON.parse(text)))
      response.writeHead(isSigned ? 200 : 401).end('{}')
    })
  })
  const { stdout } = await runCli(['doctor', '--url', url, '--command', 'RtcEngine.102'], { env })
  t.match(stdout, /^WRONG +rewritten .*It was taken\.\n +It does not verify the bytes as received/m)
  t.match(stdout, /^WRONG +foreign-event/m)
})

t.test('listen shows events, and replay signs them again', async (t) => {
  const listening = new Running(['listen', '--port', '0', '--json'], { env })
  const url = await listening.url()
  const { code } = await runCli(['send', enter, '--url', url], { env })
  t.equal(code, 0)
  const { stdout } = await listening.interrupt()
  const [line = ''] = stdout.split('\n')
  t.match(JSON.parse(line), {
    command: enter,
    receivedAs: 'RtcEngine.103',
    outcome: 'handled',
    answer: { code: 0 },
    query: '',
  })
  const { url: target, heard } = await receiverOfEvents(t)
  const bare = JSON.stringify(JSON.parse(sampleText('RtcEngine.EVENT_TYPE_EXIT_ROOM')))
  const replayed = await runCli(['replay', '-', '--url', target], { env, input: `${line}\n${bare}\n` })
  t.equal(replayed.code, 0, replayed.stdout)
  t.match(heard, [{ command: enter }, { command: 'RtcEngine.EVENT_TYPE_EXIT_ROOM' }])
})
