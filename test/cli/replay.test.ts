import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { Running, runCli } from './run-cli.ts'
import { account, receiverFor, sdkAppId, serveFor, token } from './servers.ts'

const created = 'Room.CallbackAfterCreateRoom'
const gift = 'Live.CallbackBeforeSendGift'
const packet = JSON.stringify(JSON.parse(sampleText(gift)))

t.test('replay sends an export again, in order, signed now', async (t) => {
  const { url, heard } = await receiverFor(t)
  const callbacks = [
    {
      command: created,
      receivedAs: created,
      sdkAppId,
      query: 'ClientIP=192.0.2.7&Sign=[redacted]',
      raw: sampleText(created),
    },
    { command: gift, sdkAppId: 1400000000, rawBase64: Buffer.from(sampleText(gift)).toString('base64') },
  ]
  const cwd = t.testdir({ 'export.json': JSON.stringify({ version: 1, callbacks }) })
  const env = { ROOM_CALLBACKS_TOKEN: token }
  const { code, stdout, stderr } = await runCli(['replay', 'export.json', '--url', url], { cwd, env })
  t.equal(code, 0)
  t.match(stdout, /^200 {2}Room\.CallbackAfterCreateRoom.*\n.*\n200 {2}Live\.CallbackBeforeSendGift/)
  t.equal(stderr, '2 sent again, 0 of them failed.\n')
  t.strictSame(
    heard.map(({ context: { command, raw } }) => [command, Buffer.from(raw).toString()]),
    [
      [created, sampleText(created)],
      [gift, sampleText(gift)],
    ],
  )
  t.equal(heard[0]?.context.clientIp, '192.0.2.7')
})

t.test('replay sends what listen recorded', async (t) => {
  const recorder = new Running(['listen', '--port', '0', '--json'], { env: account })
  const recorded = await recorder.url()
  for (const command of [created, gift] as const) {
    const query = callbackQuery({ sdkAppId, token, command })
    await fetch(`${recorded}/?${query}`, { method: 'POST', body: sampleText(command) })
  }
  await fetch(`${recorded}/?${callbackQuery({ sdkAppId, token: 'another', command: gift })}`, {
    method: 'POST',
    body: packet,
  })
  const { stdout: input } = await recorder.interrupt()
  const { url, heard } = await receiverFor(t)
  const { jsonLines, stderr } = await runCli(['replay', '-', '--url', url, '--json'], { env: account, input })
  t.match(stderr, '2 sent again, 0 of them failed.\n1 left out: they were refused before their body was read.')
  t.match(jsonLines(), [
    { command: created, ok: true },
    { command: gift, ok: true },
  ])
  t.equal(heard.length, 2)
})

t.test('replay sends packets, one a line or one alone', async (t) => {
  const { url, heard } = await receiverFor(t)
  const cwd = t.testdir({ 'lines.jsonl': `${packet}\r\n\n${packet}\n`, 'one.json': sampleText(created) })
  const replay = (...argv: string[]): ReturnType<typeof runCli> =>
    runCli(['replay', ...argv, '--url', url], { env: account, cwd })
  t.equal((await replay('lines.jsonl')).code, 0)
  t.equal((await replay('one.json')).code, 0)
  t.equal(heard.length, 3)
  t.equal(Buffer.from(heard[2]?.context.raw as Uint8Array).toString(), sampleText(created), 'byte for byte')
  t.match((await replay('lines.jsonl', '--only', created)).stderr, '0 sent again')
  t.match((await replay('one.json', '--only', gift, '--only', created.toLowerCase())).stderr, '1 sent again')
  t.equal((await replay('one.json', '--only', 'nonsense')).code, 2)
})

t.test('replay reads what editors and shells make of a file, or says what it is', async (t) => {
  const { url, heard } = await receiverFor(t)
  const cwd = t.testdir({
    'bom.jsonl': `\ufeff${packet}\n`,
    'wide.jsonl': Buffer.from(`\ufeff${packet}`, 'utf16le'),
    'huge.jsonl': '',
  })
  await truncate(join(cwd, 'huge.jsonl'), 268_435_457)
  const replay = (file: string): ReturnType<typeof runCli> =>
    runCli(['replay', file, '--url', url], { env: account, cwd })
  t.equal((await replay('bom.jsonl')).code, 0)
  t.equal(heard.length, 1)
  for (const [file, message] of [
    ['wide.jsonl', /^invalid-file: wide\.jsonl is not UTF-8\.\nWindows PowerShell/],
    ['huge.jsonl', /^invalid-file: huge\.jsonl: It is larger than 256 MiB\.\nSplit it/],
  ] as const) {
    const { code, stderr } = await replay(file)
    t.equal(code, 2)
    t.match(stderr, message)
  }
})

t.test('Ctrl-C ends the wait for input of the keyboard', async (t) => {
  const running = new Running(['replay', '-', '--url', 'http://127.0.0.1:1'], { env: account, isTerminal: true })
  const { code, stderr } = await running.interrupt()
  t.equal(code, 130)
  t.match(stderr, /interrupted:.* Interrupted\.\n$/)
})

t.test('replay says how many failed, and of which command nothing is known', async (t) => {
  const { url } = await serveFor(t, (_, response) => response.writeHead(500).end())
  const input = '{"CallbackCommand":"Live.CallbackAfterTomorrow"}'
  const { code, stdout, stderr } = await runCli(['replay', '-', '--url', url], { env: account, input })
  t.equal(code, 1)
  t.match(stdout, /^500 {2}Live\.CallbackAfterTomorrow .* Failed: the platform takes only status 200 for an answer\.\n/)
  t.equal(stderr, '1 sent again, 1 of them failed.\n')
})

t.test('replay refuses what is no recording, before it sends anything', async (t) => {
  const { url, heard } = await receiverFor(t)
  const wrong: [input: string, message: string][] = [
    ['{"version":2,"callbacks":[]}', '- is an export of a version that is not known.'],
    ['{"version":1,"callbacks":{}}', '-: "callbacks" is not a list.'],
    ['{"version":1,"callbacks":[3]}', '-, callback 1 is not a JSON object.'],
    [`${packet}\nnonsense`, '-, line 2 is not a JSON object.'],
    [`${packet}\n{"raw":"{}"}`, '-, line 2 names no command.'],
    [`${packet}\n{"command":"${gift}"}`, '-, line 2 has no body: neither "raw" nor "rawBase64".'],
  ]
  for (const [input, message] of wrong) {
    const { code, stderr } = await runCli(['replay', '-', '--url', url], { env: account, input })
    t.equal(code, 2)
    t.match(stderr, `invalid-file: ${message}`)
  }
  t.equal(heard.length, 0)
})

t.test('replay asks for the app where neither the settings nor the recording name one', async (t) => {
  const { code, stderr } = await runCli(['replay', '-', '--url', 'http://127.0.0.1:1'], { input: packet })
  t.equal(code, 2)
  t.match(stderr, 'A setting is missing: sdkAppId.')
})
