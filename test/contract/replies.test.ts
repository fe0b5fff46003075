import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect, createServer, type Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { roomCallbacks } from '@room-callbacks/node'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { hosts } from './all-hosts.ts'
import { deliver } from './deliver.ts'
import { appId } from './hosts.ts'
import { send } from './send.ts'

const command = 'Room.CallbackAfterCreateRoom'
const query = callbackQuery({ sdkAppId: appId, command })
const body = sampleText(command)

// Koa has an answer of its own, which it writes, and behind a bridge there is no response of Node.
for (const host of hosts.filter(({ name, writer }) => !name.startsWith('koa') && writer !== 'bridge')) {
  t.test(`${host.name} leaves alone what a handler answered itself`, async (t) => {
    const running = await host.start({
      register: (callbacks) => {
        callbacks.on(command, (_event, context) => {
          const host = context.host as { response?: ServerResponse; reply?: { raw: ServerResponse } }
          const response = host.response ?? (host.reply?.raw as ServerResponse)
          response.writeHead(202).end('mine')
        })
      },
    })
    t.teardown(() => running.close())
    const answered = await send(running, { command, body })
    t.strictSame([answered.status, answered.text], [202, 'mine'])
    // Another one, so that a late failure of the first would have been noticed.
    t.equal((await send(running, { command, body: `${body} ` })).status, 202)
  })
}

t.test('a connection is kept after every refusal that leaves no bytes on it', async (t) => {
  const keep = { connection: 'keep-alive' }
  const bodyLimit = Buffer.byteLength(body)
  for (const host of hosts) {
    const running = await host.start({ options: { token: 'secret', bodyLimit } })
    t.teardown(() => running.close())
    const connectionOf = async (delivery: Parameters<typeof deliver>[1]) => {
      const { status, headers } = await deliver(running, delivery)
      return [status, headers.connection]
    }
    const method = await connectionOf({ method: 'GET', query, headers: keep })
    t.strictSame(method, [405, 'keep-alive'], `${host.name}: a request without a body`)
    const chunked = { ...keep, 'transfer-encoding': 'chunked' }
    const broken = await connectionOf({ command, token: 'secret', body: '{', headers: chunked })
    t.strictSame(broken, [400, 'keep-alive'], `${host.name}: a body of unknown length that was read`)
    const unsigned = await send(running, { command, body })
    t.strictSame(
      [unsigned.status, unsigned.headers.connection],
      [401, 'keep-alive'],
      `${host.name}: one as large as it may be`,
    )
  }
})

t.test('a body may be as large as the limit, and not a byte larger, in however many pieces', async (t) => {
  for (const host of hosts) {
    const running = await host.start({ options: { bodyLimit: Buffer.byteLength(body) } })
    t.teardown(() => running.close())
    const inPieces = (text: string) =>
      deliver(running, {
        command,
        headers: { 'transfer-encoding': 'chunked' },
        write: (request) => {
          request.write(text.slice(0, 10))
          request.end(text.slice(10))
        },
      })
    t.equal((await inPieces(body)).status, 200, host.name)
    t.equal((await inPieces(`${body} `)).status, 413, host.name)
  }
})

t.test('a refusal over HTTP/2 closes no connection, which others share', async (t) => {
  const callbacks = roomCallbacks(appId, { bodyLimit: 10, deadline: patience })
  const server: Http2Server = createServer(callbacks as never).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const warnings: Error[] = []
  const listen = (warning: Error) => warnings.push(warning)
  process.on('warning', listen)
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  t.teardown(() => {
    process.off('warning', listen)
    session.close()
    server.close()
  })
  for (const attempt of [1, 2]) {
    const stream = session.request({ ':method': 'POST', ':path': `/?${query}`, 'content-length': body.length })
    stream.end(body)
    const [headers] = await once(stream, 'response')
    t.equal(headers[':status'], 413, `${attempt}`)
    t.equal(headers.connection, undefined)
    stream.resume()
    await once(stream, 'close')
  }
  t.strictSame(warnings, [])
})
