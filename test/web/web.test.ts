import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { observe } from '@room-callbacks/core/inspect'
import { webBody } from '@room-callbacks/core/web'
import * as hono from '@room-callbacks/hono'
import { callbackQuery, memoryInbox, packet, sampleText } from '@room-callbacks/testing'
import { roomCallbacks, type WebContext, type WebOptions } from '@room-callbacks/web'
import { Hono } from 'hono'
import t from 'tap'
import { patience } from '../unhurried.ts'

const appId = 1400000000
const command = 'Room.CallbackAfterCreateRoom'
const before = 'Live.CallbackBeforeSendGift'
const text = sampleText(command)
const url = (name: string) => `https://example.com/callbacks?${callbackQuery({ sdkAppId: appId, command: name })}`

interface Sent extends Omit<RequestInit, 'body' | 'headers'> {
  readonly body?: string | ReadableStream | null
  readonly headers?: Readonly<Record<string, string>>
  readonly command?: string
}

const requestOf = ({ command: name = command, ...init }: Sent = {}): Request =>
  new Request(url(name), { method: 'POST', body: text, duplex: 'half', ...init } as RequestInit)

/** A receiver whose handler waits for the test. */
function start(options: WebOptions = {}) {
  const codes: string[] = []
  const finished: string[] = []
  let release = (): void => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const callbacks = roomCallbacks(appId, { deadline: patience, ...options })
    .on(command, async () => {
      await released
      finished.push(command)
    })
    .on('rejected', ({ error }) => codes.push(error.code))
  return { callbacks, codes, finished, release }
}

/** What the platform was asked to wait for. */
function recorder() {
  const waited: Promise<unknown>[] = []
  const waitUntil = (work: Promise<unknown>): void => {
    waited.push(work)
  }
  return { waited, waitUntil }
}

/** A context like that of Workers, whose method needs its object. */
class ExecutionContext {
  readonly waited: Promise<unknown>[] = []
  waitUntil(work: Promise<unknown>): void {
    this.waited.push(work)
  }
}

t.test('what goes on after the answer is given to what the platform has for it', async (t) => {
  const carriers: Readonly<
    Record<string, (options: WebOptions) => Promise<[Response | undefined, Promise<unknown>[]]>>
  > = {
    'the context of a call': async (options) => {
      const { callbacks, release } = start(options)
      const { waited, waitUntil } = recorder()
      const response = await callbacks(requestOf(), { waitUntil })
      release()
      return [response, waited]
    },
    'the context of Workers': async (options) => {
      const { callbacks, release } = start(options)
      const context = new ExecutionContext()
      const response = await callbacks.fetch(requestOf(), { SOME_BINDING: 'a' }, context)
      release()
      return [response, context.waited]
    },
    'an option': async (options) => {
      const { waited, waitUntil } = recorder()
      const { callbacks, release } = start({ ...options, waitUntil })
      const response = await callbacks.handler(requestOf(), { params: Promise.resolve({}) })
      release()
      return [response, waited]
    },
    'the context of Hono': async (options) => {
      const handler = hono.roomCallbacks(appId, { deadline: patience, ...options }).on(command, () => {})
      const context = new ExecutionContext()
      const response = await new Hono().use(handler).fetch(requestOf(), {}, context as never)
      return [response, context.waited]
    },
  }
  for (const [name, ask] of Object.entries(carriers)) {
    const [response, waited] = await ask({ ack: 'received' })
    t.equal(response?.status, 200, name)
    t.equal(waited.length, 1, name)
    await Promise.all(waited)
  }
})

t.test('servers that run on are known by what they tell, with the address of the caller', async (t) => {
  const servers = {
    Deno: { remoteAddr: { transport: 'tcp', hostname: '203.0.113.7', port: 1 } },
    Bun: {
      address: '203.0.113.7',
      requestIP() {
        return { address: this.address, port: 1, family: 'IPv4' }
      },
    },
    'node-server': { incoming: { socket: { remoteAddress: '203.0.113.7' } } },
  }
  for (const [name, server] of Object.entries(servers)) {
    const options: WebOptions = { ack: 'received', addresses: ['203.0.113.0/24'], deadline: patience }
    const web = roomCallbacks(appId, options).on(command, () => {})
    t.equal((await web.fetch(requestOf(), server)).status, 200, name)
    const app = new Hono().use(hono.roomCallbacks(appId, options).on(command, () => {}))
    t.equal((await app.fetch(requestOf(), server)).status, 200, `${name} under Hono`)
    const strict = roomCallbacks(appId, { ...options, addresses: ['198.51.100.1'] })
    t.equal((await strict.fetch(requestOf(), server)).status, 403, name)
  }
})

t.test('with an address list and no known address every callback is refused', async (t) => {
  const options: WebOptions = { addresses: ['203.0.113.7'], deadline: patience }
  const { callbacks, codes } = start(options)
  const app = new Hono().use(hono.roomCallbacks(appId, options))
  const forged = { headers: { 'x-forwarded-for': '203.0.113.7', 'cf-connecting-ip': '203.0.113.7' } }
  t.equal((await callbacks.handler(requestOf(forged))).status, 403)
  t.equal((await callbacks.fetch(requestOf(forged), {}, new ExecutionContext())).status, 403)
  t.equal((await callbacks.fetch(requestOf(forged), { requestIP: () => null })).status, 403)
  t.equal((await callbacks.fetch(requestOf(forged), { incoming: { socket: null } })).status, 403)
  t.equal((await callbacks.handler(requestOf(forged), null as never)).status, 403)
  t.equal((await app.fetch(requestOf(forged))).status, 403)
  t.strictSame(codes, Array(5).fill('forbidden-address'))

  const told = start({ ...options, remoteAddress: ({ headers }) => headers.get('cf-connecting-ip') })
  told.release()
  t.equal((await told.callbacks.handler(requestOf(forged))).status, 200, 'an option tells it')
  t.equal((await told.callbacks.handler(requestOf())).status, 403, 'it knows none')
  const given = start(options)
  given.release()
  t.equal((await given.callbacks.handler(requestOf(), { remoteAddress: '203.0.113.7' })).status, 200)
})

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  void promise.then(() => {
    settled = true
  })
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  return settled
}

t.test('where nothing carries it, an answer waits for what would be cut off', async (t) => {
  // The deadline is over at once, and the handlers are waited for all the same.
  const { callbacks, finished, release } = start({ deadline: 1 })
  const answering = callbacks.handler(requestOf())
  t.notOk(await isSettled(answering))
  release()
  t.equal((await answering).status, 200)
  t.strictSame(finished, [command])

  await t.test('and says so when a handler failed after the deadline', async (t) => {
    t.capture(process.stderr, 'write')
    const failing = roomCallbacks(appId, { deadline: 1 }).on(command, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw new Error('late')
    })
    t.equal((await failing.handler(requestOf())).status, 500)
  })

  await t.test('hooks too, which nothing else waits for', async (t) => {
    const seen: string[] = []
    const later = async (word: string) => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(word)
    }
    const hooked = roomCallbacks(appId, { deadline: patience })
      .on('unhandled', () => later('unhandled'))
      .on('rejected', ({ outcome }) => later(outcome))
    await hooked.handler(requestOf())
    await hooked.handler(requestOf({ body: '{' }))
    t.strictSame(seen, ['unhandled', 'invalid-json'])
  })

  await t.test('a verdict only until its deadline', async (t) => {
    const deciding = roomCallbacks(appId, { deadline: 50 })
      .on(before, () => hono.deny(102101, 'No'))
      .on('*', () => new Promise<void>(() => {}))
    const response = await deciding.handler(requestOf({ command: before, body: JSON.stringify(packet(before)) }))
    t.match(await response.json(), { ErrorCode: 102101 })
  })
})

t.test('where nothing carries it, options that need it are refused in words', async (t) => {
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  const said: string[] = []
  for (const options of [{ ack: 'received' }, { inbox }] as const) {
    const { callbacks, finished } = start(options)
    callbacks.on('error', ({ message, advice }) => said.push(`${message} ${advice}`))
    const response = await callbacks.handler(requestOf())
    t.match(await response.json(), { ActionStatus: 'FAIL', ErrorInfo: 'no-wait-until' })
    t.equal(response.status, 500)
    t.strictSame(finished, [])
    await callbacks.close()
  }
  t.match(said[0], /offers no waitUntil\. The receiver has ack: 'received'\..*\{ waitUntil: after \}\) in Next/)
  t.match(said[1], /The receiver delivers what its inbox holds\..*set `delivery: false` beside an inbox/)

  const storing = roomCallbacks(appId, { inbox, delivery: false, deadline: patience })
  t.equal((await storing.handler(requestOf())).status, 200, 'what only stores is done when it answers')
  const process = start({ ack: 'received', waitUntil: 'process' })
  t.equal((await process.callbacks.handler(requestOf())).status, 200, 'a process that runs on')
  process.release()
  await process.callbacks.close()
})

t.test('a waitUntil that throws takes no answer with it', async (t) => {
  const warnings: unknown[] = []
  const onWarning = (warning: Error) => void warnings.push(warning)
  process.on('warning', onWarning)
  t.teardown(() => process.off('warning', onWarning))
  const waitUntil = (): void => {
    throw new TypeError('outside of a request')
  }
  const { callbacks, release } = start({ ack: 'received', waitUntil })
  t.equal((await callbacks.handler(requestOf())).status, 200)
  t.equal((await callbacks.handler(requestOf({ body: '{' }))).status, 400)
  release()
  await callbacks.close()
  t.match(warnings[0], { code: 'wait-until-failed', message: /TypeError/ })
})

/** A body in pieces, which tells whether it was called off. */
function pieces(chunks: readonly string[], end: 'close' | 'never' | 'error' = 'close') {
  const state = { isCancelled: false }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
      if (end === 'close') controller.close()
      if (end === 'error') controller.error(new Error('connection reset'))
    },
    cancel() {
      state.isCancelled = true
      throw new Error('what the source says to that')
    },
  })
  return { body, state }
}

t.test('a stream of the web is read under the limit and the deadline', async (t) => {
  const read = async (sent: Sent, options: WebOptions = {}) => {
    const { callbacks, codes, release } = start(options)
    release()
    const { status } = await callbacks.handler(requestOf(sent), { waitUntil: () => {} })
    await callbacks.close()
    return `${status} ${codes.join()}`
  }
  t.equal(await read({ body: pieces([text.slice(0, 50), text.slice(50)]).body }), '200 ')
  const endless = pieces(['x'.repeat(60), 'x'.repeat(60)], 'never')
  t.equal(await read({ body: endless.body }, { bodyLimit: 100 }), '413 too-large')
  t.ok(endless.state.isCancelled, 'the rest is called off')
  const slow = pieces(['{'], 'never')
  t.equal(await read({ body: slow.body }, { deadline: 20 }), '408 read-timeout')
  t.ok(slow.state.isCancelled)
  t.equal(await read({ body: pieces(['{'], 'error').body }), '400 aborted')
  t.equal(await read({ body: null }), '400 invalid-json')
  const short = { body: pieces(['{}']).body, headers: { 'content-length': '100' } }
  t.equal(await read(short), '400 aborted', 'half a body is none')
  const stalled = { body: pieces(['{'], 'never').body, headers: { 'content-length': '100' } }
  t.equal(await read(stalled, { deadline: 20 }), '408 read-timeout', 'with a length')
  const reset = { body: pieces(['{'], 'error').body, headers: { 'content-length': '100' } }
  t.equal(await read(reset), '400 aborted')
  const lying = { body: text, headers: { 'content-length': '1' } }
  t.equal(await read(lying, { bodyLimit: 10 }), '413 too-large', 'what comes counts')

  // As middleware leaves it that decompresses a body: the length is that of what was sent.
  let given = 0
  const bomb = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1
      controller.enqueue(new Uint8Array(1000))
      if (given === 1000) controller.close()
    },
  })
  const inflated = { body: bomb, headers: { 'content-length': '100' } }
  t.equal(await read(inflated, { bodyLimit: 10_000 }), '413 too-large')
  t.ok(given < 20, 'no more of it is read than the limit allows')

  for (const chunk of ['text', 5, null, {}, new ArrayBuffer(3), new Uint16Array(4)]) {
    const odd = new ReadableStream({
      start(controller) {
        for (const piece of [chunk, chunk]) controller.enqueue(piece)
        controller.close()
      },
    })
    t.equal(await read({ body: odd }), '400 aborted', `a chunk that is no bytes: ${JSON.stringify(chunk)}`)
  }
})

t.test('of a server of Node no more is read than the limit, whatever the app wrote into the head', async (t) => {
  const { callbacks, codes, release } = start({ bodyLimit: 2000 })
  release()
  let length = ''
  const news = new EventEmitter()
  callbacks.on('rejected', () => void news.emit('rejected'))
  const listener = getRequestListener((request) => {
    if (length) request.headers.set('content-length', length)
    const answering = callbacks.fetch(request, { incoming: {} })
    news.emit('arrived')
    return answering
  })
  const server = createServer(listener).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { search } = new URL(url(command))
  const statusOf = async (body: string) => {
    return (await fetch(`http://127.0.0.1:${port}/${search}`, { method: 'POST', body })).status
  }
  t.equal(await statusOf(text), 200)
  length = '1'
  t.equal(await statusOf('x'.repeat(3000)), 413)
  length = '1999'
  t.equal(await statusOf('{}'), 400, 'less than was promised')
  t.strictSame(codes.splice(0), ['too-large', 'aborted'])

  length = ''
  const [arrived, rejected] = [once(news, 'arrived'), once(news, 'rejected')]
  const socket = connect(port, '127.0.0.1')
  socket.write(`POST /${search} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{`)
  await arrived
  socket.destroy()
  await rejected
  t.strictSame(codes, ['aborted'], 'its caller broke off')
})

t.test('of a server of Node the bytes are read without a copy, unless the app put something in between', async (t) => {
  const gzip = gzipSync(text)
  const inflated = (request: Request): ReadableStream | undefined =>
    request.body?.pipeThrough(new DecompressionStream('gzip') as TransformStream)
  type Ask = (request: Request, environment: HttpBindings) => Promise<Response>
  const texts: string[] = []
  const note = async (copy: Request): Promise<void> => void texts.push(await copy.text())
  const listenTo = ({ incoming }: HttpBindings): Buffer[] => {
    const heard: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => heard.push(chunk))
    return heard
  }
  const { callbacks, codes, release } = start({ bodyLimit: 2000, deduplication: false, waitUntil: 'process' })
  release()
  const whole = Buffer.from(text)
  const cases: Readonly<Record<string, [ask: Ask, sent?: Buffer, expected?: string]>> = {
    nothing: [
      async (request, environment) => {
        const response = await callbacks.fetch(request, environment)
        t.notOk(request.bodyUsed, 'its Request was not asked')
        return response
      },
    ],
    'a Request of its own': [
      (request, environment) => {
        const body = inflated(request) as ReadableStream
        return callbacks.fetch(new Request(request, { body, duplex: 'half' } as RequestInit), environment)
      },
      gzip,
    ],
    'a clone that it reads': [
      async (request, environment) => {
        const noting = note(request.clone())
        const response = await callbacks.fetch(request, environment)
        await noting
        t.equal(texts.pop(), text)
        return response
      },
    ],
    'a clone that it gives away': [
      async (request, environment) => {
        const response = await callbacks.fetch(request.clone(), environment)
        await note(request)
        t.equal(texts.pop(), text)
        return response
      },
    ],
    'a look at the stream': [
      (request, environment) => {
        t.ok(request.body)
        return callbacks.fetch(request, environment)
      },
    ],
    'a method': [
      (request, environment) => {
        const arrayBuffer = request.arrayBuffer.bind(request)
        const inflate = async () => Uint8Array.from(gunzipSync(await arrayBuffer())).buffer
        return callbacks.fetch(Object.defineProperty(request, 'arrayBuffer', { value: inflate }), environment)
      },
      gzip,
    ],
    'an encoding': [
      (request, environment) => {
        environment.incoming.setEncoding('latin1')
        return callbacks.fetch(request, environment)
      },
    ],
    'a listener': [
      async (request, environment) => {
        const heard = listenTo(environment)
        const response = await callbacks.fetch(request, environment)
        t.same(Buffer.concat(heard), whole)
        return response
      },
    ],
    'a listener behind it': [
      async (request, environment) => {
        const answering = callbacks.fetch(request, environment)
        const heard = listenTo(environment)
        await answering
        t.same(Buffer.concat(heard), whole)
        return answering
      },
    ],
    'a clone behind it': [
      async (request, environment) => {
        const answering = callbacks.fetch(request, environment)
        await note(request.clone())
        t.equal(texts.pop(), text)
        return answering
      },
    ],
    'an end of the connection': [
      (request, environment) => {
        process.nextTick(() => queueMicrotask(() => environment.incoming.destroy()))
        return callbacks.fetch(request, environment)
      },
      whole,
      'gone aborted',
    ],
    'a pause when all is here': [
      (request, environment) => {
        const answering = callbacks.fetch(request, environment)
        process.nextTick(() => queueMicrotask(() => environment.incoming.pause()))
        return answering
      },
    ],
    'a body of no bytes': [
      (request, environment) => callbacks.fetch(request, environment),
      Buffer.of(),
      '400 invalid-json',
    ],
    'the bytes that its platform read': [
      (request, environment) => {
        Object.assign(environment.incoming, { rawBody: whole })
        return callbacks.fetch(request, environment)
      },
      Buffer.alloc(whole.length, '-'),
    ],
    'the head of another body': [
      (request, environment) => {
        request.headers.set('content-length', '1')
        return callbacks.fetch(request, environment)
      },
      Buffer.alloc(3000),
      '413 too-large',
    ],
    'a coding that its sender names': [
      (request, environment) => {
        Object.assign(environment.incoming.headers, { 'content-encoding': 'br' })
        return callbacks.fetch(request, environment)
      },
      whole,
      '415 unsupported-encoding',
    ],
    'another reader in the same turn': [
      (request, environment) => {
        const answering = callbacks.fetch(request, environment)
        void note(request)
        return answering
      },
      whole,
      '500 body-already-read',
    ],
  }
  for (const [name, [ask, sent = whole, expected = '200 ']] of Object.entries(cases)) {
    const server = createServer(getRequestListener(ask as never)).listen(0, '127.0.0.1')
    t.teardown(() => server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { search } = new URL(url(command))
    const sending = fetch(`http://127.0.0.1:${port}/${search}`, { method: 'POST', body: sent as never })
    const { status } = await sending.catch(() => ({ status: 'gone' }))
    t.equal(`${status} ${codes.splice(0).join()}`, expected, name)
  }
})

t.test('a source of bytes that has no prototype is read as a stream', async (t) => {
  const { callbacks, release } = start()
  release()
  const { body, bodyUsed, headers } = requestOf({ headers: { 'content-length': String(Buffer.byteLength(text)) } })
  const given = Object.assign(Object.create(null), { body, bodyUsed, headers })
  const { search } = new URL(url(command))
  const request = { method: 'POST', query: search.slice(1), headers: {}, remoteAddress: undefined }
  const reply = await callbacks.receive({ ...request, host: undefined as never, body: webBody(given) })
  t.equal(reply?.status, 200)
})

t.test('a body that another reader has is said to be gone', async (t) => {
  const { callbacks, codes } = start()
  const used = requestOf()
  await used.text()
  t.equal((await callbacks.handler(used)).status, 500)
  const locked = requestOf()
  locked.body?.getReader()
  t.equal((await callbacks.handler(locked)).status, 500)
  t.strictSame(codes, ['body-already-read', 'body-already-read'])
})

t.test('under Hono the body is taken that other middleware had it keep', async (t) => {
  for (const [name, status] of [
    ['json', 200],
    ['text', 200],
    ['arrayBuffer', 200],
    ['blob', 200],
    ['formData', 500],
  ] as const) {
    const callbacks = hono.roomCallbacks(appId, { deadline: patience, waitUntil: 'process' }).on(command, () => {})
    const app = new Hono().use(async ({ req }, next) => {
      await req[name]().catch(() => {})
      await next()
    }, callbacks)
    const headers = { 'content-type': name === 'formData' ? 'application/x-www-form-urlencoded' : 'application/json' }
    t.equal((await app.fetch(requestOf({ headers }))).status, status, name)
  }
  const failing = async ({ req }: { req: { bodyCache: object } }, next: () => Promise<void>) => {
    Object.assign(req.bodyCache, { text: Promise.reject(new Error('reset')) })
    await next()
  }
  const app = new Hono().use(failing as never, hono.roomCallbacks(appId, { deadline: patience }))
  t.equal((await app.fetch(requestOf())).status, 500, 'what could not be read is gone')
})

t.test('what is no callback is left alone', async (t) => {
  const { callbacks, release } = start()
  for (const query of ['', '?a=1', '?SdkAppid=1400000000', '#?CallbackCommand=x']) {
    const request = new Request(`https://example.com/${query}`, { method: 'POST', body: 'mine' })
    t.equal(callbacks(request), undefined)
    t.equal(await request.clone().text(), 'mine')
    t.equal((await callbacks.handler(request)).status, 404)
    t.equal((await callbacks.fetch(request)).status, 404)
  }
  const withHash = new Request(`${url(command)}#top`, { method: 'POST', body: text })
  release()
  t.equal((await callbacks.handler(withHash)).status, 200)
})

t.test('tools see the header fields of a request', async (t) => {
  const { callbacks, release } = start()
  release()
  let seen: Readonly<Record<string, unknown>> = {}
  observe(callbacks, {
    answered: ({ headers }) => {
      seen = headers
    },
  })
  await callbacks.handler(requestOf({ headers: { 'X-Trace': 'a', 'content-type': 'application/json' } }))
  t.strictSame({ ...seen }, { 'content-type': 'application/json', 'x-trace': 'a' })
  t.ok('x-trace' in seen)
  t.notOk('x-other' in seen)
  t.equal(seen['constructor'], undefined, 'what no request has')
})

t.test('handlers find the request, and what came with it', async (t) => {
  const hosts: unknown[] = []
  const callbacks = roomCallbacks(appId, { deadline: patience, deduplication: false }).on('*', (_event, { host }) => {
    hosts.push(host.context)
    t.ok(host.request instanceof Request)
  })
  const context: WebContext = { waitUntil: () => {} }
  await callbacks(requestOf(), context)
  const environment = { incoming: { socket: {} } }
  await callbacks.fetch(requestOf(), environment)
  const execution = new ExecutionContext()
  await callbacks.fetch(requestOf(), environment, execution)
  t.strictSame(hosts, [context, environment, execution])
})

t.test('options of the platform are checked at the start', async (t) => {
  for (const make of [roomCallbacks, hono.roomCallbacks]) {
    t.throws(() => make(appId, { waitUntil: 'procces' as never }), { code: 'invalid-option', message: /'process'/ })
    t.throws(() => make(appId, { remoteAddress: '1.2.3.4' as never }), { code: 'invalid-option', message: /function/ })
    t.throws(() => make(appId, { waitUntill: 1 } as never), { code: 'invalid-option', message: /waitUntill/ })
  }
})
