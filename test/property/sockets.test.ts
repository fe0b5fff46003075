import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { allow, type CommandName, commands, type Outcome, outcomes } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { sampleText } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { check } from './check.ts'
import { afterSamples } from './documented-packets.ts'
import { appId } from './watched-receiver.ts'

const command = 'Room.CallbackAfterCreateRoom'
const seen = { events: 0, rejected: [] as Outcome[], errors: 0 }
const callbacks = roomCallbacks(appId, {
  bodyLimit: 4096,
  deduplication: false,
  deadline: patience,
  engineDeadline: patience,
  key: false,
})
  .on('*', () => seen.events++)
  .on('rejected', ({ outcome }) => seen.rejected.push(outcome))
  .on('error', () => seen.errors++)
for (const { name, phase } of commands)
  if (phase === 'before') callbacks.on(name as CommandName, (() => allow()) as never)
const server = createServer(callbacks)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
t.teardown(async () => {
  server.close()
  await callbacks.close()
})

/** Writes bytes in pieces, then ends or destroys the connection; gives what came back. */
function exchange(pieces: readonly Buffer[], abort = false): Promise<string> {
  return new Promise((resolve) => {
    let answered = ''
    const socket = connect(port, '127.0.0.1', async () => {
      socket.setNoDelay()
      for (const piece of pieces) {
        socket.write(piece)
        await turn()
      }
      if (abort) socket.destroy()
      else socket.end()
    })
    socket.setEncoding('utf8')
    // A server that never answers is a failure, not a test without an end.
    socket.setTimeout(5000, () => socket.destroy())
    socket.on('data', (text) => (answered += text))
    socket.on('error', () => {})
    socket.on('close', () => resolve(answered))
  })
}

const head = (query: string, headers: string): Buffer =>
  Buffer.from(`POST /?${query} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n\r\n`)
const queryOf = (command: string) => `SdkAppid=${appId}&CallbackCommand=${command}`

function expectAnswer(text: string, status: number, answer: object): void {
  assert.match(text, new RegExp(`^HTTP/1\\.1 ${status} `))
  assert.deepEqual(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)), answer)
}
const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }

/** The server still does its work. */
async function expectAlive(): Promise<void> {
  const body = sampleText(command)
  const answer = await exchange([
    head(queryOf(command), `Content-Length: ${Buffer.byteLength(body)}`),
    Buffer.from(body),
  ])
  expectAnswer(answer, 200, ok)
  assert.equal(seen.errors, 0)
}

const cuts = fc.array(fc.nat(600), { maxLength: 6 })

t.test('a body comes through a socket in any pieces, chunked or not', async (t) => {
  await check(
    t,
    fc.asyncProperty(fc.constantFrom(...afterSamples), cuts, fc.boolean(), async (sample, cuts, chunked) => {
      const events = seen.events
      const body = cut(Buffer.from(sample.text), cuts)
      const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${Buffer.byteLength(sample.text)}`
      const pieces = chunked ? [...body.map(chunk), chunk(Buffer.alloc(0))] : body
      const isEngine = sample.command.protocol === 'rtc-engine'
      const first = isEngine ? head('', `SdkAppId: ${appId}\r\n${length}`) : head(queryOf(sample.command.name), length)
      expectAnswer(await exchange([first, ...pieces]), 200, isEngine ? { code: 0 } : ok)
      assert.equal(seen.events, events + 1)
    }),
    500,
  )
})

t.test('arbitrary bytes over a socket get a coded answer, or one of the HTTP parser', async (t) => {
  const lengthOf = fc.oneof(fc.constant(undefined), fc.nat(6000))
  await check(
    t,
    fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), cuts, lengthOf, async (bytes, cuts, promised) => {
      const events = seen.events
      const refusals = seen.rejected.length
      const length = promised === undefined ? 'Transfer-Encoding: chunked' : `Content-Length: ${promised}`
      const pieces = cut(Buffer.from(bytes), cuts)
      const answer = await exchange([
        head(queryOf(command), length),
        ...(promised === undefined ? pieces.map(chunk) : pieces),
      ])
      const [outcome] = seen.rejected.slice(refusals)
      assert.equal(seen.events, events, 'no handler ran')
      if (!outcome) return assert.fail('it was not refused')
      assert.ok(['invalid-json', 'invalid-packet', 'too-large', 'aborted'].includes(outcome), outcome)
      if (outcome === 'aborted') return
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${outcomes[outcome]} `))
    }),
    500,
  )
  await expectAlive()
})

t.test('a connection that breaks anywhere harms no other', async (t) => {
  const body = Buffer.from(sampleText(command))
  const whole = Buffer.concat([head(queryOf(command), `Content-Length: ${body.length}`), body])
  await check(
    t,
    fc.asyncProperty(fc.nat(whole.length - 1), cuts, async (end, cuts) => {
      const events = seen.events
      await exchange(cut(whole.subarray(0, end), cuts), true)
      assert.equal(seen.events, events, 'half a packet reaches no handler')
    }),
    300,
  )
  await expectAlive()
})

t.test('a target without a query is no callback, under any path', async (t) => {
  const path = fc.webPath().map((path) => `${path || '/'}${queryOf(command)}`)
  await check(
    t,
    fc.asyncProperty(path, async (path) => {
      const answer = await exchange([
        Buffer.from(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`),
      ])
      assert.match(answer, /^HTTP\/1\.1 404 /)
    }),
    100,
  )
})

t.test('floods of headers and parameters are answered', async (t) => {
  const flood = fc.record({ headers: fc.nat(3000), size: fc.nat(20), parameters: fc.nat(1500) })
  await check(
    t,
    fc.asyncProperty(flood, async ({ headers, size, parameters }) => {
      const lines = Array.from({ length: headers }, (_, index) => `X-${index}: ${'a'.repeat(size)}\r\n`).join('')
      const query = `${'a=1&'.repeat(parameters)}${queryOf(command)}`
      const answer = await exchange([head(query, `${lines}Content-Length: 2`), Buffer.from('{}')])
      assert.match(answer, /^HTTP\/1\.1 (400|431) /)
    }),
    100,
  )
  await expectAlive()
})

function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  let start = 0
  for (const length of [...lengths, bytes.length]) {
    pieces.push(bytes.subarray(start, start + length))
    start += length
  }
  return pieces.filter((piece) => piece.length > 0)
}

const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
