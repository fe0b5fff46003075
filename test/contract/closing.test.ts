import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { type ClientHttp2Session, connect, type Http2ServerResponse, type ServerHttp2Stream } from 'node:http2'
import { connect as connectSocket } from 'node:net'
import { callbackQuery, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { hosts } from './all-hosts.ts'
import { deliver } from './deliver.ts'
import { appId, type Host, type Running } from './hosts.ts'
import { dataFrame, headersFrame, preface, resetFrame } from './http2-frames.ts'

const command = 'Room.CallbackAfterDestroyRoom'
const query = callbackQuery({ sdkAppId: appId, command })

interface Setup {
  readonly running: Running
  /** How many handlers run. */
  readonly begun: () => number
  /** Lets those end that run. */
  readonly release: () => void
}

/** A receiver whose handlers wait for the test. */
async function start(t: Test, host: Host, http: 1 | 2): Promise<Setup> {
  const waiting: (() => void)[] = []
  const running = await host.start({
    http,
    // Long, so that no answer comes before the handler is let go.
    options: { deadline: 60_000 },
    register: (callbacks) => callbacks.on(command, () => new Promise<void>((resolve) => waiting.push(resolve))),
  })
  t.teardown(() => running.close())
  const release = (): void => {
    for (const resolve of waiting) resolve()
  }
  return { running, begun: () => waiting.length, release }
}

/** Sends over one kept connection. */
function sender(t: Test, { port }: Running) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  return async (body: string): Promise<string> => {
    const headers = { 'content-length': Buffer.byteLength(body) }
    const sent = httpRequest({ port, agent, method: 'POST', path: `/?${query}`, headers }).end(body)
    const [response] = await once(sent, 'response')
    response.resume()
    await once(response, 'end')
    return `${response.statusCode} ${response.headers.connection}`
  }
}

const roomOf = (number: number) => JSON.stringify(packet(command, { EventTime: number }))

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
}

for (const host of hosts) {
  t.test(`${host.name} keeps no connection from close() on`, async (t) => {
    const { running, begun, release } = await start(t, host, 1)
    const send = sender(t, running)
    const first = send(roomOf(1))
    await until(() => begun() === 1)
    release()
    t.equal(await first, '200 keep-alive', 'before')

    const last = send(roomOf(2))
    await until(() => begun() === 2)
    const closed = running.callbacks.close()
    const headersOf = async (delivery: object): Promise<[number, IncomingHttpHeaders['connection']]> => {
      const kept = { connection: 'keep-alive' }
      const { status, headers } = await deliver(running, { query, headers: kept, ...delivery })
      return [status, headers.connection]
    }
    t.strictSame(await headersOf({ body: roomOf(3) }), [503, 'close'], 'a callback that comes too late')
    t.strictSame(await headersOf({ method: 'GET' }), [405, 'close'], 'a refusal')
    const foreign = await headersOf({ body: '{}', query: query.replace(/SdkAppid=\d+/, 'SdkAppid=1') })
    t.strictSame(foreign, [403, 'close'], 'a callback of another app')
    if (host.hasNotFound) {
      t.strictSame(await headersOf({ query: 'a=1', method: 'GET' }), [404, 'close'], 'what is no callback')
    } else {
      t.equal((await headersOf({ query: 'a=1', method: 'GET' }))[1], 'keep-alive', 'what the app answers')
    }
    const stopped = running.stop()
    release()
    t.equal(await last, '200 close', 'the one in hand')
    await closed
    // It would not end while a connection is kept.
    await stopped
  })
}

/** A request over HTTP/2 whose body the test sends. */
function open(session: ClientHttp2Session) {
  const stream = session.request({ ':method': 'POST', ':path': `/?${query}` })
  const answered = once(stream, 'response').then(([head]) => head as IncomingHttpHeaders & { ':status': number })
  stream.resume()
  return { stream, answered }
}

for (const host of hosts.filter(({ hasHttp2 }) => hasHttp2)) {
  t.test(`${host.name} over HTTP/2`, async (t) => {
    const warnings: Error[] = []
    const listen = (warning: Error) => warnings.push(warning)
    process.on('warning', listen)
    t.teardown(() => process.off('warning', listen))

    await t.test('takes no more requests over a connection from close() on, and ends it', async (t) => {
      const { running, begun, release } = await start(t, host, 2)
      const session = connect(running.url)
      t.teardown(() => session.destroy())
      const inHand = open(session)
      inHand.stream.end(roomOf(1))
      await until(() => begun() === 1)
      const other = open(session)
      other.stream.end(roomOf(2))
      await until(() => begun() === 2)
      const closed = running.callbacks.close()
      const gone = once(session, 'goaway')
      const late = open(session)
      late.stream.end(roomOf(3))
      const head = await late.answered
      t.equal(head[':status'], 503)
      t.equal(head.connection, undefined, 'HTTP/2 forbids it')
      await gone
      const stopped = running.stop()
      release()
      t.equal((await inHand.answered)[':status'], 200, 'what is in hand is answered')
      t.equal((await other.answered)[':status'], 200)
      await closed
      await stopped
      t.ok(session.closed || session.destroyed)
    })

    await t.test('calls off the rest of a body that is not read, and keeps the connection', async (t) => {
      const streams: ServerHttp2Stream[] = []
      const trace = (response: unknown) => streams.push((response as Http2ServerResponse).stream)
      const running = await host.start({ http: 2, options: { bodyLimit: 10 }, trace })
      t.teardown(() => running.close())
      const session = connect(running.url)
      t.teardown(() => session.destroy())
      for (const attempt of [1, 2]) {
        const { stream, answered } = open(session)
        // It never ends: without a reset the server would keep the stream, and what belongs to it, for good.
        stream.write(Buffer.alloc(100_000))
        t.equal((await answered)[':status'], 413, `${attempt}`)
        await until(() => streams.at(-1)?.destroyed === true)
        t.equal(stream.rstCode, 0, 'without an error')
      }
      t.notOk(session.closed)
    })

    await t.test('takes no part of a body for the whole', async (t) => {
      const outcomes: string[] = []
      let handled = 0
      let received = 0
      const running = await host.start({
        http: 2,
        // The body has begun, and is read by now.
        trace: (response) => response.req.once('data', () => received++),
        register: (callbacks) =>
          callbacks.on('*', () => handled++).on('rejected', ({ outcome }) => outcomes.push(outcome)),
      })
      t.teardown(() => running.close())
      const socket = connectSocket(running.port, '127.0.0.1')
      t.teardown(() => socket.destroy())
      socket.write(preface)
      const codes = { NO_ERROR: 0, INTERNAL_ERROR: 2, CANCEL: 8 }
      for (const [index, [name, code]] of Object.entries(codes).entries()) {
        const stream = 2 * index + 1
        // A packet that looks whole: only the caller knows what was still to come.
        socket.write(Buffer.concat([headersFrame(stream, `/?${query}`), dataFrame(stream, roomOf(stream))]))
        await until(() => received > index)
        socket.write(resetFrame(stream, code))
        await until(() => outcomes.length > index)
        t.equal(outcomes[index], 'aborted', name)
      }
      t.equal(handled, 0)
    })

    await t.test('takes no body for empty that was broken off while the address was looked up', async (t) => {
      const asked: ((isAllowed: boolean) => void)[] = []
      const outcomes: string[] = []
      const closed: unknown[] = []
      const running = await host.start({
        http: 2,
        options: { addresses: () => new Promise((resolve) => asked.push(resolve)) },
        trace: (response) => response.req.once('close', () => closed.push(true)),
        register: (callbacks) => callbacks.on('rejected', ({ outcome }) => outcomes.push(outcome)),
      })
      t.teardown(() => running.close())
      const socket = connectSocket(running.port, '127.0.0.1')
      t.teardown(() => socket.destroy())
      socket.write(Buffer.concat([preface, headersFrame(1, `/?${query}`), dataFrame(1, '{')]))
      await until(() => asked.length > 0)
      socket.write(resetFrame(1, 8))
      await until(() => closed.length > 0)
      asked[0]?.(true)
      await until(() => outcomes.length > 0)
      t.equal(outcomes[0], 'aborted')
    })
    t.strictSame(warnings, [])
  })
}
