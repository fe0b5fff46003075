import type { RequestListener } from 'node:http'
import { PassThrough } from 'node:stream'
import { main } from '@room-callbacks/cli'
import { callbackQuery, packet } from '@room-callbacks/testing'
import t from 'tap'
import { Running, runCli } from './run-cli.ts'
import { account, sdkAppId, serveFor, token } from './servers.ts'

const command = 'Room.CallbackAfterDestroyRoom'
const secretKey = '0123456789abcdef'.repeat(4)

/** How a server may write down what it knows, or what it was sent. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join(''),
  (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  (text) => Array.from(text, (letter) => `&#${letter.charCodeAt(0)};`).join(''),
  (text) => Buffer.from(`user:${text}`).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
]

t.test('no secret is printed, from any source and in any spelling', async (t) => {
  let write = (text: string): string => text
  const signatures: string[] = []
  const repeat: RequestListener = (request, response) => {
    const { searchParams } = new URL(request.url as string, 'http://any')
    signatures.push(searchParams.get('Sign') ?? searchParams.get('usersig') ?? secretKey)
    const text = [token, secretKey, ...searchParams.values(), request.url as string].map(write).join(' ')
    const answer = {
      ActionStatus: 'OK',
      ErrorCode: 1,
      ErrorInfo: text,
      Url: text,
      RequestId: text,
      CallbackCommandList: [text],
    }
    const body = request.headers['x-as'] === 'text' ? text : JSON.stringify(answer)
    request.resume().on('end', () => response.end(body))
  }
  const { url } = await serveFor(t, repeat)
  const asText = await serveFor(t, (request, response) => {
    request.headers['x-as'] = 'text'
    repeat(request, response)
  })
  const env = { ...account, ROOM_CALLBACKS_SECRET_KEY: secretKey, ROOM_CALLBACKS_API_URL: url }
  for (const spelling of spellings) {
    write = spelling
    for (const at of [url, asText.url]) {
      for (const argv of [
        ['send', command, '--url', at],
        ['doctor', '--url', at],
        ['config', 'get', 'live', '--api-url', at],
      ]) {
        for (const json of [[], ['--json']]) {
          const { stdout, stderr } = await runCli([...argv, ...json], { env })
          for (const secret of [token, secretKey]) {
            t.notMatch(stdout + stderr, secret)
            t.notMatch(stdout + stderr, write(secret), `${argv.join(' ')}: ${write('x')}`)
          }
          for (const signature of signatures.splice(0)) t.notMatch(stdout + stderr, write(signature), 'nor a signature')
        }
      }
    }
  }
})

t.test('nor when a packet holds it', async (t) => {
  const running = new Running(['listen', '--port', '0', '--json'], { env: account })
  const url = await running.url()
  for (const spelling of spellings) {
    const body = JSON.stringify(packet(command, { RoomId: spelling(token) }))
    await fetch(`${url}/?${callbackQuery({ sdkAppId, command, token })}`, { method: 'POST', body })
  }
  await running.until('stdout', new RegExp(`(.*\\n){${spellings.length}}`))
  const { stdout, jsonLines } = await running.interrupt()
  for (const spelling of spellings) t.notMatch(stdout, JSON.stringify(spelling(token)).slice(1, -1))
  t.match(jsonLines()[0], { event: { RoomId: '[redacted]' } })
})

t.test('what is no error is one line, too', async (t) => {
  for (const thrown of [
    undefined,
    null,
    'text',
    { message: 'an\nobject' },
    Object.assign(new Error('a'), { key: secretKey }),
  ]) {
    const stderr = new PassThrough().setEncoding('utf8')
    const clock = (): number => {
      throw thrown
    }
    const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr, env: account, cwd: '/', clock }
    const signal = new AbortController().signal
    t.equal(await main(['send', command, '--url', 'http://127.0.0.1:1'], { ...io, signal }), 70)
    t.match(stderr.read(), /^internal: .*\nThis is a fault of room-callbacks.*\n$/)
  }
})
