import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { start, urlOf } from './running.ts'
import { ok, send } from './send.ts'

const ended = { code: 0, signal: null }

interface Span {
  readonly process: string
  readonly trace: string
  readonly parent: string
  readonly id: string
  readonly name: string
}

/** The spans that a running example printed. */
function spansIn(output: string): Span[] {
  const line = /^(\w+) +trace ([0-9a-f]{32}) {2}parent (\S+) +span ([0-9a-f]{16}) {2}(.*)$/gm
  return [...output.matchAll(line)].map(([, process = '', trace = '', parent = '', id = '', name = '']) => {
    return { process, trace, parent, id, name }
  })
}

t.test('opentelemetry: one trace from the request to the handler, in another process', async (t) => {
  const running = start(t, 'examples/opentelemetry/', { env: { DATA: t.testdir() } })
  const url = await urlOf(running)
  const rooms = ['rid-1', 'rid-2', 'rid-3']
  const answers = rooms.map((RoomId) => send(url, packet('Room.CallbackAfterMemberEnter', { RoomId })))
  t.same(await Promise.all(answers), [ok, ok, ok])
  // Each is handled, and each span that contains another ends after it.
  await running.printed(/(^worker .* deliver [\s\S]*?){3}/m)
  await running.printed(/(^server .* POST [\s\S]*?){3}/m)
  t.same(await running.end('SIGINT'), ended)
  t.equal(running.errors(), '')

  const spans = spansIn(running.output())
  t.equal(spans.length, 15)
  t.equal(new Set(spans.map(({ trace }) => trace)).size, 3, 'a trace each, though they were handled at once')
  const parentOf = (span: Span | undefined) => spans.find(({ id }) => id === span?.parent)
  for (const room of rooms) {
    const update = spans.find(({ name }) => name === `update ${room}`)
    const deliver = parentOf(update)
    const store = parentOf(deliver)
    const receive = parentOf(store)
    const request = parentOf(receive)
    t.match(
      [update, deliver, store, receive, request],
      [
        { process: 'worker' },
        { process: 'worker', name: 'deliver Room.CallbackAfterMemberEnter' },
        { process: 'server', name: 'store Room.CallbackAfterMemberEnter' },
        { process: 'server', name: 'receive Room.CallbackAfterMemberEnter' },
        { process: 'server', name: 'POST /', parent: '-' },
      ],
    )
    t.same(new Set([update, deliver, store, receive, request].map((span) => span?.trace)).size, 1, 'in one trace')
  }
})

t.test('prometheus: the inbox in numbers', async (t) => {
  const running = start(t, 'examples/prometheus/', { env: { DATA: t.testdir() } })
  const url = await urlOf(running)
  const command = 'Room.CallbackAfterMemberEnter'
  t.same(await send(url, packet(command, { MemberList_Account: ['ann'] })), ok)
  t.same(await send(url, packet(command, { MemberList_Account: ['ann'] })), ok)
  t.same(await send(url, packet(command, { MemberList_Account: ['mallory'] })), ok)
  for (const word of ['Room.Mystery1', 'Room.Mystery2']) t.same(await send(url, { CallbackCommand: word }), ok)
  t.equal((await fetch(`${url}/?SdkAppid=1400000000&CallbackCommand=forged`, { method: 'POST' })).status, 401)
  await running.printed(/^A callback became a dead letter/m)

  let page: string
  // The page may be read before the last event is published.
  do page = await (await fetch(`${url}/metrics`)).text()
  while (!page.includes('type="dead"'))
  const values = Object.fromEntries(
    [...page.matchAll(/^(room_callbacks_\S+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]),
  )
  const known = `command="${command}"`
  t.match(values, {
    [`room_callbacks_received_total{${known},outcome="accepted"}`]: 2,
    [`room_callbacks_received_total{${known},outcome="duplicate"}`]: 1,
    'room_callbacks_received_total{command="other",outcome="unknown-command"}': 2,
    'room_callbacks_received_total{command="other",outcome="bad-signature"}': 1,
    room_callbacks_answer_seconds_count: 6,
    [`room_callbacks_inbox_events_total{${known},type="stored"}`]: 2,
    [`room_callbacks_inbox_events_total{${known},type="duplicate"}`]: 1,
    [`room_callbacks_inbox_events_total{${known},type="handled"}`]: 1,
    [`room_callbacks_inbox_events_total{${known},type="delayed"}`]: 2,
    [`room_callbacks_inbox_events_total{${known},type="dead"}`]: 1,
    'room_callbacks_inbox_events_total{command="other",type="stored"}': 2,
    'room_callbacks_inbox_entries{state="dead"}': 3,
    'room_callbacks_inbox_entries{state="waiting"}': 0,
    room_callbacks_inbox_oldest_seconds: 0,
    room_callbacks_inbox_outages_total: 0,
  })
  t.notMatch(page, /Mystery|forged/, 'a sender cannot make time series')
  t.same(await running.end('SIGTERM'), ended)
})
