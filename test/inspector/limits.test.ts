import { request } from 'node:http'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { askAsStranger, authorized } from './ask.ts'
import { type Inspected, inspected } from './inspected.ts'

const command = 'Room.CallbackAfterMemberEnter'

const callback = (raw: string) => ({
  receivedAs: command,
  sdkAppId: null,
  receivedAt: '2026-01-01T00:00:00.000Z',
  query: '',
  raw,
  status: 200,
  outcome: 'handled',
  answer: '',
})

const file = (length: number, raw = '{}'): string =>
  JSON.stringify({ version: 1, callbacks: Array.from({ length }, () => callback(raw)) })

t.test('what would hold up the process is refused with a code, before it is parsed', async (t) => {
  const { post, get } = await inspected(t)
  const megabyte = 'x'.repeat(1_048_576)
  const cases: [what: string, body: string, code: string][] = [
    ['100,000 entries', file(100_000), 'too-many'],
    ['8 MB of text', file(1, 'x'.repeat(8_000_000)), 'too-long'],
    ['a text of 3 MB', file(1, 'x'.repeat(3_000_000)), 'too-long'],
    ['a packet of more than a megabyte', file(1, `${megabyte}x`), 'invalid-request'],
    ['5 MB', file(5, megabyte), 'too-large'],
    ['100,000 members', JSON.stringify(Array(100_000).fill(1)), 'too-many'],
    ['1001 callbacks', file(1001), 'too-many'],
    ['a deep list', '['.repeat(100_000), 'too-deep'],
    ['a deep object', '{"a":'.repeat(9), 'too-deep'],
  ]
  for (const [what, body, code] of cases) {
    for (const path of ['api/import', 'api/replay', 'api/send']) {
      const isOfImport = ['a packet of more than a megabyte', '1001 callbacks'].includes(what)
      if (isOfImport && path !== 'api/import') continue
      const { status, json } = await post(path, body)
      t.equal(json.error.code, code, `${what} for ${path}`)
      t.equal(status, code === 'invalid-request' ? 400 : 413)
    }
  }
  t.equal((await get('api/overview')).json.totals.seen, 0)
  t.match(await post('api/import', file(1000)), { status: 200, json: { imported: 1000 } })
  t.match(await post('api/import', file(1, megabyte)), { status: 200, json: { imported: 1 } })
  const text = String.raw`{"a\"[[[[[[[[[[":"\\","b":"}}}}]]]]\\\""}`
  t.match(await post('api/replay', text), { status: 404 }, 'what stands in strings is no bracket')
})

t.test('what does not end is not read to its end', async (t) => {
  const { page } = await inspected(t)
  const headers = { ...authorized, 'content-type': 'application/json' }
  const asking = request(`${page}api/import`, { method: 'POST', headers, agent: false })
  const closed = new Promise((resolve) => asking.once('close', resolve).on('error', () => {}))
  const more = (): void => {
    if (!asking.destroyed) asking.write(Buffer.alloc(1_000_000, ' '), more)
  }
  more()
  await closed
  t.pass('the connection is gone')
})

/** How often others had their turn while something was done. */
async function turnsDuring<Value>(work: () => Promise<Value>): Promise<[value: Value, turns: number]> {
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns++
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  const value = await work()
  isDone = true
  return [value, turns]
}

t.test('a large import, overview and export leave callbacks their turns', async (t) => {
  const { post, get } = await inspected(t, { capacity: 10_000 })
  const packets = file(1000, JSON.stringify({ RoomId: 'x'.repeat(3000) }))
  const [imported, turns] = await turnsDuring(() => post('api/import', packets))
  t.match(imported.json, { imported: 1000 })
  t.ok(turns > 50, `${turns} turns`)
  for (const path of ['api/overview', 'api/export']) {
    const [{ json }, turns] = await turnsDuring(() => get(path))
    t.equal(json.callbacks.length, 1000)
    t.ok(turns > 30, `${turns} turns for ${path}`)
  }
})

const large = (RoomId: string) =>
  packet('Room.CallbackAfterCreateRoom', { RoomInfo: { RoomId, CustomInfo: 'x'.repeat(3000) } })

/** Asks for something large, and does something else in the middle of it. */
async function interrupted({ page }: Inspected, path: string, meanwhile: () => Promise<unknown>): Promise<unknown> {
  const response = await fetch(page + path, { headers: authorized })
  const parts: Uint8Array[] = []
  for await (const part of response.body as ReadableStream<Uint8Array>) {
    if (parts.length === 0) await meanwhile()
    parts.push(part)
  }
  return JSON.parse(Buffer.concat(parts).toString())
}

t.test('what comes and goes while a list is on its way leaves it whole', async (t) => {
  for (const path of ['api/overview', 'api/export']) {
    const receiver = await inspected(t, { capacity: 3000 })
    for (let index = 0; index < 3000; index++) await inject(receiver.callbacks, large(`r${index}`))
    const ids = (await interrupted(receiver, path, async () => {
      for (let index = 0; index < 2500; index++) await inject(receiver.callbacks, large(`later${index}`))
    })) as { callbacks: { id: number; raw?: string; text?: string }[] }
    const { callbacks } = ids
    t.ok(callbacks.length > 10 && callbacks.length < 3001, `${callbacks.length} of ${path}`)
    for (const { id, raw, text } of callbacks) {
      if (id > 3000) continue
      if (!(raw ?? (text as string)).includes(`"r${id - 1}"`)) t.fail(`${id} is another one`)
    }
  }
})

t.test('a viewer that stops reading in the middle holds nothing', async (t) => {
  const receiver = await inspected(t, { capacity: 3000 })
  for (let index = 0; index < 3000; index++) await inject(receiver.callbacks, large(`r${index}`))
  const controller = new AbortController()
  const response = await fetch(`${receiver.page}api/export`, { headers: authorized, signal: controller.signal })
  controller.abort()
  await t.rejects(response.text(), { name: 'AbortError' })
  t.equal((await receiver.get('api/overview')).json.callbacks.length, 3000)
  t.equal((await askAsStranger(`${receiver.page}api/export`)).status, 401)
})

t.test('rooms come one by one', async (t) => {
  const { callbacks, get } = await inspected(t)
  t.same((await get('api/rooms')).json, [])
  const members = Array.from({ length: 1000 }, (_, index) => `${'x'.repeat(180)}${index}`)
  for (let index = 0; index < 20; index++) {
    await inject(callbacks, packet(command, { RoomId: `r${index}`, MemberList_Account: members }))
  }
  const [{ json }, turns] = await turnsDuring(() => get('api/rooms'))
  t.equal(json.length, 20)
  t.ok(turns > 20, `${turns} turns`)
})
