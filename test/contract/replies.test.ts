import { once } from 'node:events'
import { connect, createServer, type Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { roomCallbacks } from '@room-callbacks/node'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { deliver } from './deliver.ts'
import { appId, hosts } from './hosts.ts'

const command = 'Room.CallbackAfterCreateRoom'
const query = callbackQuery({ sdkAppId: appId, command })
const body = sampleText(command)

for (const host of hosts.filter(({ name }) => !name.startsWith('koa'))) {
  t.test(`${host.name} leaves alone what a handler answered itself`, async (t) => {
    const running = await host.start({
      register: (callbacks) => {
        callbacks.on(command, (_event, context) => {
          const { response } = context.host as { response: import('node:http').ServerResponse }
          response.writeHead(202).end('mine')
        })
      },
    })
    t.teardown(() => running.close())
    const answered = await deliver(running, { query, body })
    t.strictSame([answered.status, answered.text], [202, 'mine'])
    // Another one, so that a late failure of the first would have been noticed.
    t.equal((await deliver(running, { query, body: `${body} ` })).status, 202)
  })
}

t.test('a refusal over HTTP/2 closes no connection, which others share', async (t) => {
  const callbacks = roomCallbacks(appId, { bodyLimit: 10 })
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
