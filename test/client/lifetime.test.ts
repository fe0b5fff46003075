import type { CallbackConfiguration } from '@room-callbacks/client'
import t from 'tap'
import { fail, keepSilent, ok, type Reaction, RestStandIn, refused } from './rest-stand-in.ts'

const live: CallbackConfiguration = {
  Url: 'https://example.com/tencent',
  CallbackCommandList: ['Live.CallbackAfterCreateRoom'],
}

t.test('no second holds more calls of one API than it may', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { callsPerSecond: 3 })
  const begin = performance.now()
  const done: string[] = []
  const gets = Array.from({ length: 4 }, () => client.live.get().then(() => done.push('get')))
  await Promise.all([...gets, client.live.delete().then(() => done.push('delete'))])
  // It may take longer, but never less.
  t.ok(performance.now() - begin > 990, 'the fourth waited')
  t.equal(done.length, 5)
  t.equal(done.at(-1), 'get', 'another API did not')
})

t.test('a call counts until a second after its answer, however long it was on its way', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { callsPerSecond: 2 })
  const answers: (() => void)[] = []
  const hold: Reaction = (response) => void answers.push(() => ok(live)(response))
  platform.on('v4/live_config/get_callback', hold, hold)
  const gets = Array.from({ length: 3 }, () => client.live.get())
  while (answers.length < 2) await platform.nextRequest()
  const controller = new AbortController()
  const abandoned = client.live.get({ signal: controller.signal })
  controller.abort()
  await t.rejects(abandoned, { code: 'aborted', attempts: 0 }, 'what waits for its turn can be given up')
  t.equal(platform.received.length, 2)
  const begin = performance.now()
  for (const answer of answers) answer()
  await Promise.all(gets)
  // It may take longer, but never less.
  t.ok(performance.now() - begin > 990, 'the third waited')
  t.equal(platform.received.length, 3)
  t.match(
    await client.live.get(),
    { RequestId: /^Id-/ },
    'and the turn of the one that was given up is no longer taken',
  )
})

t.test('a signal ends a call under way, waiting for its turn, and before it begins', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t, { callsPerSecond: 1 })
  platform.on('v4/live_config/get_callback', keepSilent)
  const controller = new AbortController()
  const reason = new Error('enough')
  const underWay = client.live.get({ signal: controller.signal })
  const waiting = client.live.get({ signal: controller.signal })
  await platform.nextRequest()
  controller.abort(reason)
  await t.rejects(underWay, { code: 'aborted', cause: reason, attempts: 1, api: 'v4/live_config/get_callback' })
  await t.rejects(waiting, { code: 'aborted', cause: reason, attempts: 0 })
  await t.rejects(client.live.get({ signal: controller.signal }), { code: 'aborted', cause: reason })
  await t.rejects(client.live.delete({ signal: AbortSignal.abort('words') }), { code: 'aborted', cause: 'words' })
  t.equal(platform.received.length, 1)
})

t.test('calls that are not answered hold no other one up', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  const silent = Array.from({ length: 40 }, () => keepSilent)
  platform.on('v4/live_config/get_callback', ...silent)
  const controller = new AbortController()
  const gets = silent.map(() => client.live.get({ signal: controller.signal }))
  t.match(await client.live.delete(), { RequestId: /^Id-/ })
  controller.abort()
  for (const get of gets) await t.rejects(get, { code: 'aborted' })
})

t.test('a signal that never comes changes nothing', async (t) => {
  const platform = await RestStandIn.start(t)
  const { signal } = new AbortController()
  t.match(await platform.client(t).live.delete({ signal }), { RequestId: /^Id-/ })
})

t.test('close waits for the calls in hand, and then nothing can be called', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  let answer: () => void = () => {}
  platform.on('v4/live_config/get_callback', (response) => {
    answer = () => ok(live)(response)
  })
  const call = client.live.get()
  await platform.nextRequest()
  const order: string[] = []
  const closing = [client.close(), client.close()].map((close) => close.then(() => order.push('closed')))
  await t.rejects(client.live.get(), { code: 'closed', api: 'v4/live_config/get_callback' })
  answer()
  t.match(await call.finally(() => order.push('answered')), live)
  await Promise.all(closing)
  t.strictSame(order, ['answered', 'closed', 'closed'])
  await t.rejects(client.ensure({ url: live.Url, commands: live.CallbackCommandList }), { code: 'closed' })
})

t.test('a close is not stopped by a call that fails', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  platform.on('v4/live_config/get_callback', fail(60_010))
  const call = client.live.get()
  await Promise.all([t.rejects(call, refused(60_010)), client.close()])
})
