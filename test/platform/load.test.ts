import { commands } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { type LoadOptions, type LoadSummary, startLoad } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { patience } from '../unhurried.ts'
import { listen, startReceiver } from './receiver.ts'

const token = 'tRtcWebhookToken01'
const startTime = 1_700_000_000_000

/** What arrives of a load, in an order of its own: several are under way at once. */
async function arrivals(t: Test, options: Partial<LoadOptions>): Promise<readonly string[]> {
  const { url, received } = await startReceiver(t)
  await startLoad({ url, rooms: 12, rate: 2000, duration: 200, startTime, timeout: patience, ...options })
  return received.map(({ query, text }) => `${query.get('CallbackCommand')} ${query.get('OptPlatform')} ${text}`).sort()
}

t.test('one seed sends the same packets, another seed sends others', async (t) => {
  const faults = { duplicate: 0.1, variants: 0.2, largeIds: 0.5, unknownFields: 0.1, unknownCommands: 0.1 }
  const first = await arrivals(t, { faults, seed: 3 })
  t.equal(first.length, 400)
  t.same(await arrivals(t, { faults, seed: 3 }), first)
  t.notSame(await arrivals(t, { faults, seed: 4 }), first)
  t.ok(new Set(first).size < 400, 'some came twice')
  t.ok(first.some((line) => line.includes('CallbackAfterUndocumentedEvent')))
  t.ok(first.some((line) => /_Account":\d{18}/.test(line)))
})

t.test('what it sends is what a strict receiver takes, of nearly every command', async (t) => {
  const seen = new Set<string>()
  const refused: string[] = []
  const callbacks = roomCallbacks(1400000000, { token, validation: 'strict', concurrency: 10_000, deadline: patience })
    .on('*', (_event, { command }) => seen.add(command))
    .on('rejected', ({ error }) => refused.push(error.message))
  const { url } = await listen(t, callbacks)
  const summary = await startLoad({ url, token, rooms: 20, rate: 3000, duration: 1000, timeout: patience })
  t.same(refused, [])
  t.match(summary, { planned: 3000, sent: 3000, answered: 3000, failed: 0 })
  t.equal(
    summary.outcomes['200 OK 0'],
    3000 - (summary.outcomes['200 OK 1'] ?? 0),
    'gifts are blocked: no handler decides',
  )
  t.same(Object.keys(summary.commands).sort(), [...seen].sort())
  const { mean, p50, p90, p99, max } = summary.latency
  t.ok(0 < p50 && p50 <= p90 && p90 <= p99 && p99 <= max && mean > 0)
  const ofRooms = commands.filter(({ products }) => products.includes('conference') || products.includes('live'))
  const never = ofRooms.map(({ name }) => name).filter((name) => !seen.has(name))
  t.same(never.sort(), [
    'Follow.CallbackAfterFollowDelete',
    'Live.CallbackAfterChangeOwner',
    'Live.CallbackAfterCloudRecordingChanged',
    'Live.CallbackAfterCreateBattle',
    'Live.CallbackAfterDelMetadata',
    'Live.CallbackAfterEndBattle',
    'Live.CallbackAfterStartBattle',
  ])
})

t.test('answers are counted by what they say, failures by their reason', async (t) => {
  const { url } = await startReceiver(t, (_received, response, count) => {
    if (count === 1) return '<html>'
    if (count === 2) response.statusCode = 500
    return count === 3 ? '' : undefined
  })
  const { outcomes, failed } = await startLoad({ url, rate: 1000, duration: 10, timeout: 3000 })
  t.same(outcomes, { '200 OK 0': 7, '200 not-json': 1, '500 bad-status': 1, 'timed-out': 1 })
  t.equal(failed, 3)
})

t.test('without a server every callback fails, and the figures are 0', async (t) => {
  const { server, url } = await listen(t, () => {})
  await new Promise((resolve) => server.close(resolve))
  t.match(await startLoad({ url, rate: 1000, duration: 5, timeout: patience }), {
    answered: 0,
    failed: 5,
    outcomes: { 'connection-failed': 5 },
    latency: { mean: 0, p50: 0, p90: 0, p99: 0, max: 0 },
  })
})

t.test('it tells how far it is, and ends when it is told to', async (t) => {
  const { url } = await startReceiver(t)
  const controller = new AbortController()
  const told: LoadSummary[] = []
  const summary = await startLoad({
    url,
    rate: 500,
    duration: 60_000,
    progressInterval: 1,
    timeout: patience,
    signal: controller.signal,
    onProgress(progress) {
      told.push(progress)
      if (told.length === 3) controller.abort()
    },
  })
  t.equal(told.length, 3)
  t.ok(told.every(({ planned, sent }, index) => planned === 30_000 && sent > (told[index - 1]?.sent ?? 0)))
  t.equal(summary.sent, told[2]?.sent)
  t.equal(summary.answered, summary.sent, 'what was under way is waited for')
})

t.test('one room is enough, and half a load is none', async (t) => {
  const { url, received } = await startReceiver(t)
  await startLoad({ url, rooms: 1, rate: 2000, duration: 10, timeout: patience })
  t.equal(received.length, 20)
  t.ok(received.every(({ packet }) => !packet.CallbackCommand.startsWith('Live.')))
  for (const options of [
    {},
    { url: 'localhost' },
    { url, rate: 0 },
    { url, faults: { reorder: 1 } },
    { url, rat: 1 },
  ]) {
    await t.rejects(startLoad(options as LoadOptions), { code: 'invalid-option' }, JSON.stringify(options))
  }
})
