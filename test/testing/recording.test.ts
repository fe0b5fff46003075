import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, loadRecording, packet, samples, sampleText } from '@room-callbacks/testing'
import t, { type Test } from 'tap'

const message = 'C2C.CallbackAfterSendMsg'
const enter = 'Room.CallbackAfterMemberEnter'

/** Writes a file, and gives its path. */
function fileOf(t: Test, text: string): string {
  const path = `${t.testdir()}/recording.json`
  writeFileSync(path, text)
  return path
}

const entryOf = (command: string, raw: string, more: object = {}) => ({
  id: 1,
  command,
  receivedAs: command,
  sdkAppId: '1400000000',
  receivedAt: '2026-04-10T19:00:00.000Z',
  query: `SdkAppid=1400000000&CallbackCommand=${command}&ClientIP=203.0.113.9&OptPlatform=iOS&Sign=%5Bredacted%5D`,
  raw,
  status: 200,
  outcome: 'handled',
  answer: '',
  ...more,
})

const exportOf = (...callbacks: object[]) => JSON.stringify({ version: 1, callbacks })

/** Warnings of the process during a test. */
function warnings(t: Test): string[] {
  const texts: string[] = []
  t.capture(process, 'emitWarning', (text: string | Error) => void texts.push(String(text)))
  return texts
}

t.test('an export becomes the input of a test, without personal data', async (t) => {
  const said = `{"CallbackCommand":"${message}","From_Account":"alice@example.com","To_Account":"bob7","MsgTime":1,
    "MsgKey":"alice%40example.com_1","Wide":12345678901234567890,"MsgBody":[
    {"MsgType":"TIMTextElem","MsgContent":{"Text":"Call me: 555 \\"now\\"","Empty":""}},
    {"MsgType":"TIMCustomElem","MsgContent":{"Data":" {\\"phone\\":\\"555\\"}","Desc":"[1]","Ext":"https://x.example/alice"}}],
    "CloudCustomData":"Call me: 555 \\"now\\""}`
  const entered = JSON.stringify(
    packet(enter, { RoomId: 'r1', MemberList_Account: ['bob7', 'alice@example.com'], Operator_Account: 'al' }),
  )
  const file = fileOf(t, exportOf(entryOf(message, said), entryOf(enter, entered)))
  const [first, second] = await loadRecording(pathToFileURL(file))
  t.match(first, {
    command: message,
    options: { command: message, sdkAppId: '1400000000', clientIp: '192.0.2.1', platform: 'iOS' },
    receivedAt: new Date('2026-04-10T19:00:00.000Z'),
    outcome: 'handled',
  })
  const text = String(first?.packet)
  t.match(JSON.parse(text), {
    From_Account: 'user-1',
    To_Account: 'user-2',
    MsgKey: 'user-1_1',
    MsgBody: [
      { MsgType: 'TIMTextElem', MsgContent: { Text: 'text 1', Empty: '' } },
      { MsgContent: { Data: '{}', Desc: '[]', Ext: 'https://example.com/2' } },
    ],
    CloudCustomData: 'text 1',
  })
  t.match(text, '12345678901234567890', 'no digit is lost')
  t.notMatch(text, /alice|bob7|555|203\.0/)
  t.match(JSON.parse(String(second?.packet)), {
    RoomId: 'r1',
    MemberList_Account: ['user-2', 'user-1'],
    Operator_Account: 'user-3',
  })

  const rooms: string[] = []
  const callbacks = roomCallbacks(1400000000, { token: 'right' }).on(enter, ({ RoomId }) => rooms.push(RoomId))
  for (const { packet, options } of await loadRecording(file)) {
    t.equal((await inject(callbacks, packet, { ...options, token: 'right' })).status, 200)
  }
  t.same(rooms, ['r1'])
})

t.test('fields of your own are replaced, too, or nothing is', async (t) => {
  const raw = `{"CallbackCommand":"${enter}","Nickname":"Ann"}`
  const file = fileOf(t, exportOf(entryOf(enter, raw, { sdkAppId: null, query: '' })))
  const [own] = await loadRecording(file, { fields: ['Nickname'] })
  t.match(own, { packet: /"Nickname":"text 1"/, options: { command: enter } })
  t.notOk('clientIp' in (own?.options ?? {}))
  t.equal((await loadRecording(file, { personalData: 'kept' }))[0]?.packet, raw)
  for (const options of [{ personalData: 'none' }, { fields: 'Nickname' }, { field: ['Nickname'] }]) {
    await t.rejects(loadRecording(file, options as object), RangeError)
  }
})

t.test('every documented packet is still one of its command when its data is replaced', async (t) => {
  const texts = samples.map(({ command, product, variant }) => sampleText(command, product, variant))
  const entries = samples.map(({ command }, index) => entryOf(command, texts[index] as string))
  const loaded = await loadRecording(fileOf(t, exportOf(...entries)))
  t.equal(loaded.length, samples.length)
  const callbacks = roomCallbacks(1400000000, { key: 'exampleKey01', callV1: true }).on('rejected', () => {})
  for (const { packet, options, command } of loaded) {
    const { status } = await inject(callbacks, packet, { ...options, key: 'exampleKey01', sdkAppId: 1400000000 })
    t.equal(status, 200, command)
  }
})

t.test('lines of listen, and bare packets, are recordings as well', async (t) => {
  const lines = [
    JSON.stringify({ receivedAs: enter, sdkAppId: 1400000000, raw: '{}', outcome: 'handled', receivedAt: 'never' }),
    '',
    JSON.stringify({ receivedAs: enter, outcome: 'bad-signature' }),
    JSON.stringify({ command: enter, rawBase64: '/w==' }),
    JSON.stringify(packet(enter, { RoomId: 'bare' })),
    '{"EventGroupId":1,"EventType":103}',
  ]
  const kept = await loadRecording(fileOf(t, lines.join('\n')), { personalData: 'kept' })
  t.match(
    kept.map(({ command, packet }) => [command, packet]),
    [
      [enter, '{}'],
      [enter, Buffer.from([0xff])],
      [enter, /bare/],
      ['RtcEngine.103', /EventGroupId/],
    ],
  )
  t.equal(kept[0]?.receivedAt, undefined)
  const told = warnings(t)
  const clean = await loadRecording(fileOf(t, [...lines, JSON.stringify(entryOf(enter, '{'))].join('\n')))
  t.equal(clean.length, 3)
  t.match(told, [/^2 callbacks of .* are left out/])
  t.equal((await loadRecording(fileOf(t, JSON.stringify(packet(enter))))).length, 1)
})

t.test('what is no recording is refused, with its place', async (t) => {
  const wrong: [string, RegExp][] = [
    ['{"version":2,"callbacks":[]}', /version 1/],
    ['{"version":1,"callbacks":{}}', /version 1/],
    ['{"version":1,"callbacks":[5]}', /callback 1: expected a JSON object/],
    ['{"version":1,"callbacks":[{"raw":"{}"}]}', /callback 1: names no command/],
    ['{}\nnothing', /line 1: names no command/],
    ['nothing', /line 1: expected a JSON object/],
  ]
  for (const [text, message] of wrong) await t.rejects(loadRecording(fileOf(t, text)), { message }, text)
  await t.rejects(loadRecording('nowhere.json'), { code: 'ENOENT' })
})

t.test('a file that an editor of Windows saved is read without its byte order marks', async (t) => {
  const line = JSON.stringify(packet(enter, { RoomId: 'r1' }))
  const lines = fileOf(t, `\uFEFF${line}\r\n\uFEFF${line}\r\n`)
  t.equal((await loadRecording(lines)).length, 2)
  const whole = fileOf(t, `\uFEFF${exportOf(entryOf(enter, line))}`)
  t.match(await loadRecording(whole), [{ command: enter }])
})
