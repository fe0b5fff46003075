import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { createInterface } from 'node:readline'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import type { Batch } from '../../packages/inspector/src/wire.ts'
import { deferred } from '../core/receiver.ts'
import { ask, authorized } from './ask.ts'
import { type Inspected, inspected, type Test } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'

/** A page that follows the stream. */
async function follow(t: Test, { page }: Inspected) {
  const asking = request(`${page}api/stream`, { agent: false, headers: authorized }).end()
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  // It is ended by either side in the middle of a sentence.
  const ended = new Promise((resolve) => response.on('error', () => {}).once('close', resolve))
  t.teardown(() => asking.destroy())
  const lines = createInterface({ input: response })[Symbol.asyncIterator]()
  await lines.next()
  const next = async (): Promise<Batch> => {
    for (;;) {
      const { value } = await lines.next()
      if (value?.startsWith('data: ')) return JSON.parse(value.slice(6))
    }
  }
  return { response, next, leave: () => asking.destroy(), ended }
}

t.test('the stream tells of new callbacks, and of changed ones', async (t) => {
  const { promise, resolve } = deferred()
  const receiver = await inspected(t, {}, { ack: 'received' }, (callbacks) => callbacks.on(command, () => promise))
  const page = await follow(t, receiver)
  t.equal(page.response.headers['content-type'], 'text/event-stream; charset=utf-8')
  await receiver.send(packet(command))
  t.match(await page.next(), { callbacks: [{ id: 1, outcome: 'accepted' }], totals: { seen: 1 }, seconds: [{}] })
  resolve()
  t.match(await page.next(), { seconds: [], callbacks: [{ id: 1, isHandling: false, handlerTimeMs: Number }] })
})

t.test('a burst comes in batches, without what is forgotten already', async (t) => {
  const receiver = await inspected(t, { capacity: 700 })
  const page = await follow(t, receiver)
  const bodies = Array.from({ length: 2000 }, (_, index) => packet(command, { RoomId: `r${index}` }))
  await Promise.all(bodies.map((body) => inject(receiver.callbacks, body)))
  const [first, second] = [await page.next(), await page.next()]
  t.same([first.callbacks.length, second.callbacks.length], [500, 200])
  t.equal(second.callbacks.at(-1)?.id, 2000)
  t.ok(JSON.stringify(first).length < 1_000_000)
})

t.test('a viewer that does not read is left behind, and delays no other', async (t) => {
  const receiver = await inspected(t, { capacity: 2000 })
  const slow = await follow(t, receiver)
  slow.response.pause()
  slow.response.socket.pause()
  const quick = await follow(t, receiver)
  const text = 'x'.repeat(3000)
  // The kernel takes some MB before anything waits in this process.
  for (let round = 0; round < 25; round++) {
    const bodies = Array.from({ length: 500 }, (_, index) => ({ CallbackCommand: 'Room.New', text, round, index }))
    await Promise.all(bodies.map((body) => inject(receiver.callbacks, body)))
    await quick.next()
  }
  slow.response.socket.resume()
  slow.response.resume()
  await slow.ended
  t.pass('the slow one was dropped')
  await inject(receiver.callbacks, packet(command))
  t.equal((await quick.next()).callbacks.length > 0, true, 'the quick one still hears')
})

t.test('sixteen pages may be open', async (t) => {
  const receiver = await inspected(t)
  const pages = []
  for (let index = 0; index < 16; index++) pages.push(await follow(t, receiver))
  t.match(await ask(`${receiver.page}api/stream`), { status: 503, json: { error: { code: 'crowded' } } })
  await receiver.send(packet(command))
  for (const { next } of pages) t.equal((await next()).callbacks.length, 1)
})

t.test('a viewer that leaves while a batch is due causes no error', async (t) => {
  const receiver = await inspected(t, { capacity: 2000 })
  const page = await follow(t, receiver)
  const bodies = Array.from({ length: 1200 }, (_, index) => packet(command, { RoomId: `r${index}` }))
  await Promise.all(bodies.map((body) => inject(receiver.callbacks, body)))
  await page.next()
  page.leave()
  await page.ended
  const later = await follow(t, receiver)
  await receiver.send(packet(command, { RoomId: 'later' }))
  let last: string | undefined
  while (last !== 'later') last = (await later.next()).callbacks.at(-1)?.room
  t.equal(last, 'later')
})

t.test('a closed inspector ends its streams, and hears nothing more', async (t) => {
  const receiver = await inspected(t)
  const page = await follow(t, receiver)
  await receiver.send(packet(command))
  receiver.close()
  await page.ended
  await receiver.send(packet(command, { RoomId: 'unheard' }))
  t.equal((await receiver.get('api/overview')).json.totals.seen, 1)
})
