import * as express from '@room-callbacks/express'
import * as fastify from '@room-callbacks/fastify'
import * as hono from '@room-callbacks/hono'
import * as koa from '@room-callbacks/koa'
import * as node from '@room-callbacks/node'
import { memoryInbox } from '@room-callbacks/testing'
import * as web from '@room-callbacks/web'
import t from 'tap'

const appId = 1400000000

/** What each host calls its middleware with. */
const handed = {
  'node:http': [{ httpVersion: '1.1', headers: {}, url: '/' }, {}],
  express: [{ httpVersion: '1.1', headers: {}, url: '/', app: () => {} }, {}, () => {}],
  koa: [{ req: {}, request: {}, app: {} }, () => {}],
  hono: [{ req: { raw: {} } }, () => {}],
  web: [new Request('http://localhost/')],
  fastify: [{ addHook() {} }, {}, () => {}],
  functions: [{ requestContext: {} }],
} as const

const receivers: Readonly<Record<string, (...values: never[]) => unknown>> = {
  express: express.roomCallbacks(appId),
  koa: koa.roomCallbacks(appId),
  'node:http': node.roomCallbacks(appId),
  web: web.roomCallbacks(appId),
  hono: hono.roomCallbacks(appId),
  fastify: fastify.roomCallbacks(appId) as never,
}

for (const [own, callbacks] of Object.entries(receivers)) {
  t.test(`a receiver of ${own} names the package of the host that calls it`, async (t) => {
    for (const [host, values] of Object.entries(handed).filter(([host]) => host !== own)) {
      const name = host.replace('node:http', 'node')
      t.throws(
        () => callbacks(...(values as unknown as never[])),
        { code: 'wrong-host', message: new RegExp(`${host} called it: take @room-callbacks/${name}\\.$`) },
        host,
      )
    }
    t.throws(() => callbacks('text' as never), { code: 'wrong-host', message: /It was called with \(string/ })
    t.throws(() => callbacks({} as never), { code: 'wrong-host' })
  })
}

t.test('an inbox that was opened and not awaited is said to be a promise', async (t) => {
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  const options = { inbox: Promise.resolve(inbox) } as never
  t.throws(() => express.roomCallbacks(appId, options), {
    code: 'invalid-option',
    message: /inbox: it is a promise\. Write `await` in front of what makes it/,
  })
})
