import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { start, urlOf } from './running.ts'
import { ok } from './send.ts'

t.test('a callback in hand is answered before the process ends', async (t) => {
  const running = start(t, 'examples/express/')
  const url = await urlOf(running)
  const query = callbackQuery({ sdkAppId: 1400000000, command: 'Room.CallbackAfterCreateRoom', token: 'example-token' })
  const upload = request(`${url}/?${query}`, { method: 'POST', headers: { expect: '100-continue' } })
  upload.flushHeaders()
  await once(upload, 'continue')

  const ended = running.end('SIGINT')
  upload.end(sampleText('Room.CallbackAfterCreateRoom'))
  const [response] = (await once(upload, 'response')) as [IncomingMessage]
  t.same(JSON.parse(await text(response)), ok)
  t.same(await ended, { code: 0, signal: null })
  t.match(running.output(), /^Closed\.$/m)
})

t.test('a port that is taken is one clear line', async (t) => {
  const server = createServer().listen(0)
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo

  for (const folder of ['./', 'examples/koa/']) {
    const running = start(t, folder, { env: { PORT: String(port) } })
    t.same(await running.ended, { code: 1, signal: null })
    t.equal(running.errors(), `Cannot listen on port ${port}: it is taken. Choose another one with PORT.\n`)
    t.equal(running.output(), '')
  }
})

t.test('so is a port that is none', async (t) => {
  const running = start(t, 'examples/express/', { env: { PORT: 'http' } })
  t.same(await running.ended, { code: 1, signal: null })
  t.match(running.errors(), /^Cannot listen on port http: .*\n$/)
})
