import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodyParser as koaBodyParser } from '@koa/bodyparser'
import type { RoomCallbacks } from '@room-callbacks/core'
import * as express from '@room-callbacks/express'
import * as koa from '@room-callbacks/koa'
import * as node from '@room-callbacks/node'
import { sampleText } from '@room-callbacks/testing'
import express5 from 'express'
import express4 from 'express4'
import Koa3 from 'koa'
import { koaBody } from 'koa-body'
import Koa2 from 'koa2'
import multer from 'multer'
import t, { type Test } from 'tap'
import { patience } from '../unhurried.ts'
import { deliver } from './deliver.ts'
import { appId } from './hosts.ts'

const command = 'Mic.CallbackAfterSeatInfoChanged'
// Holds an integer beyond 2^53, and brackets, which a form parser takes for a list.
const body = sampleText(command)
const account = '144115233775727695'
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
const formBody = '--x\r\nContent-Disposition: form-data; name="RoomId"\r\n\r\nr\r\n--x--\r\n'

/** Delivers to a listener, and gives the outcome of what the receiver was told. */
async function outcomeOf(
  t: Test,
  callbacks: RoomCallbacks<never>,
  listener: RequestListener,
  headers: Record<string, string>,
  sent = body,
): Promise<string> {
  let told = 'nothing'
  callbacks.on(command, ({ SeatList }) => {
    told = `handled ${SeatList[0]?.Member_Account}`
  })
  callbacks.on('rejected', ({ error }) => {
    told = `${error.code} ${error.message} ${error.advice}`
  })
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  await deliver({ port: (server.address() as AddressInfo).port }, { command, headers, body: sent })
  return told
}

const isHandled = new RegExp(`^handled ${account}$`)
const isForm = /^body-already-read .*form parser.* Mount the receiver before the body parser/
const isWithoutBody = /^body-already-read /

type Framework = typeof express5
const expressFronts: readonly [
  string,
  (framework: Framework) => express5.RequestHandler,
  Record<string, string>,
  RegExp,
][] = [
  ['urlencoded, extended', ({ urlencoded }) => urlencoded({ extended: true }), form, isForm],
  ['urlencoded, not extended', ({ urlencoded }) => urlencoded({ extended: false }), form, isForm],
  ['urlencoded for any type', ({ urlencoded }) => urlencoded({ extended: true, type: () => true }), {}, isForm],
  [
    'urlencoded that keeps the bytes',
    ({ urlencoded }) => urlencoded({ extended: true, verify: keepRaw }),
    form,
    isHandled,
  ],
  [
    'urlencoded that leaves it',
    ({ urlencoded }) => urlencoded({ extended: true }),
    { 'content-type': 'text/json' },
    isHandled,
  ],
  ['text', ({ text }) => text({ type: () => true }), form, isHandled],
  ['raw', ({ raw }) => raw({ type: () => true }), form, isHandled],
  ['multer', () => multer().any() as never, form, isHandled],
  ['multer, and urlencoded behind it', () => multer().none() as never, form, isHandled],
]

function keepRaw(request: object, _response: unknown, bytes: Buffer): void {
  Object.assign(request, { rawBody: bytes })
}

for (const [name, framework] of Object.entries({
  'express 4': express4 as unknown as Framework,
  'express 5': express5,
})) {
  for (const [front, parser, headers, expected] of expressFronts) {
    t.test(`${name} behind ${front}`, async (t) => {
      const callbacks = express.roomCallbacks(appId, { deadline: patience })
      const app = framework().use(parser(framework)).use(callbacks)
      t.match(await outcomeOf(t, callbacks, app, headers), expected)
    })
  }

  t.test(`${name} behind a parser of JSON that takes a form type`, async (t) => {
    const callbacks = express.roomCallbacks(appId, { deadline: patience })
    const app = framework()
      .use(framework.json({ type: () => true }))
      .use(callbacks)
    t.match(await outcomeOf(t, callbacks, app, form), /^handled/, 'it is a packet under any content type')
  })

  t.test(`${name} behind multer, which took a form`, async (t) => {
    const callbacks = express.roomCallbacks(appId, { deadline: patience })
    const app = framework()
      .use(multer().any() as never)
      .use(callbacks)
    t.match(await outcomeOf(t, callbacks, app, multipart, formBody), isForm)
  })
}

const koaFronts: readonly [string, () => Koa3.Middleware, Record<string, string>, RegExp][] = [
  ['@koa/bodyparser', () => koaBodyParser(), form, isHandled],
  [
    '@koa/bodyparser of all types',
    () => koaBodyParser({ enableTypes: ['json', 'form', 'text', 'xml'] }),
    form,
    isHandled,
  ],
  ['koa-body', () => koaBody() as never, form, isForm],
  ['koa-body that keeps the text', () => koaBody({ includeUnparsed: true }) as never, form, isHandled],
  ['koa-body with multipart', () => koaBody({ multipart: true }) as never, { 'content-type': 'text/plain' }, isHandled],
  ['koa-body of a type that it leaves', () => koaBody() as never, { 'content-type': 'a/b' }, isHandled],
]

for (const [name, Framework] of Object.entries({ 'koa 2': Koa2 as unknown as typeof Koa3, 'koa 3': Koa3 })) {
  for (const [front, parser, headers, expected] of koaFronts) {
    t.test(`${name} behind ${front}`, async (t) => {
      const callbacks = koa.roomCallbacks(appId, { deadline: patience })
      const app = new Framework().use(parser()).use(callbacks)
      t.match(await outcomeOf(t, callbacks, app.callback(), headers), expected)
    })
  }

  t.test(`${name} behind koa-body, which took a form`, async (t) => {
    const callbacks = koa.roomCallbacks(appId, { deadline: patience })
    const app = new Framework().use(koaBody({ multipart: true }) as never).use(callbacks)
    t.match(await outcomeOf(t, callbacks, app.callback(), multipart, formBody), isForm)
  })
}

t.test('a form with fields is refused as one, also where no field looks like JSON', async (t) => {
  const callbacks = express.roomCallbacks(appId, { deadline: patience })
  const app = express5()
    .use(express5.urlencoded({ extended: true }))
    .use(callbacks)
  t.match(await outcomeOf(t, callbacks, app, form, 'RoomId=r&MemberList_Account=a&MemberList_Account=b'), isForm)
})

/** What a platform that reads bodies leaves on the request of Node before it calls the app. */
const left: readonly [string, (bytes: Buffer) => object, RegExp][] = [
  ['its bytes', (rawBody) => ({ rawBody, body: JSON.parse(String(rawBody)) }), isHandled],
  ['its text', (bytes) => ({ rawBody: String(bytes), body: {} }), isHandled],
  ['its bytes as the body', (body) => ({ body }), isHandled],
  ['its text as the body', (bytes) => ({ body: String(bytes) }), isHandled],
  ['its value', (bytes) => ({ body: JSON.parse(String(bytes)) }), /^handled 14411523377572\d+$/],
  ['nothing', () => ({}), isWithoutBody],
]

const onPlatform: { readonly [name: string]: () => [RoomCallbacks<never>, RequestListener] } = {
  'koa 2': () => {
    const callbacks = koa.roomCallbacks(appId, { deadline: patience })
    return [callbacks, new Koa2().use(callbacks as never).callback()]
  },
  'koa 3': () => {
    const callbacks = koa.roomCallbacks(appId, { deadline: patience })
    return [callbacks, new Koa3().use(callbacks).callback()]
  },
  'koa 3 with a body of its own': () => {
    const callbacks = koa.roomCallbacks(appId, { deadline: patience })
    const leaveEmpty: Koa3.Middleware = (context, next) => {
      context.request.body = {}
      return next()
    }
    return [callbacks, new Koa3().use(leaveEmpty).use(callbacks).callback()]
  },
  'express 4': () => {
    const callbacks = express.roomCallbacks(appId, { deadline: patience })
    return [callbacks, (express4 as unknown as Framework)().use(callbacks)]
  },
  'express 5': () => {
    const callbacks = express.roomCallbacks(appId, { deadline: patience })
    return [callbacks, express5().use(callbacks)]
  },
  node: () => {
    const callbacks = node.roomCallbacks(appId, { deadline: patience })
    return [callbacks, callbacks.before(() => {})]
  },
}

for (const [name, start] of Object.entries(onPlatform)) {
  for (const [what, leave, expected] of left) {
    t.test(`${name} on a platform that read the body and left ${what}`, async (t) => {
      const [callbacks, app] = start()
      const listener: RequestListener = (request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => app(Object.assign(request, leave(Buffer.concat(chunks))), response))
      }
      t.match(await outcomeOf(t, callbacks, listener, { 'content-type': 'application/json' }), expected)
    })
  }
}
