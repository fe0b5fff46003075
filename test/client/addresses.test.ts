import type { CallbackAddressesOptions, PlatformError } from '@room-callbacks/client'
import { roomCallbacks } from '@room-callbacks/node'
import { packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { fail, ok, type Reaction, RestStandIn, refused } from './rest-stand-in.ts'

const api = 'v4/ConfigSvc/GetIPList'
const addresses = (...IPList: string[]): Reaction => ok({ IPList })
const minute = 60_000

/** A check whose clock stands still until it is moved. */
async function checkOf(t: Test, options: CallbackAddressesOptions, ...answers: Reaction[]) {
  const platform = await RestStandIn.start(t)
  platform.on(api, ...answers)
  const clock = { now: 1_700_000_000_000 }
  const client = platform.client(t, { clock: () => clock.now, retries: 0 })
  return { platform, clock, check: await client.callbackAddresses(options) }
}

t.test('callbacks come from China and overseas', async (t) => {
  const { platform, check } = await checkOf(t, {}, addresses('127.0.0.2'), addresses('183.192.202.0/25'))
  t.strictSame(new Set(platform.received.map(({ query }) => query['nettype'])), new Set(['5', '6']))
  t.equal(await check('127.0.0.2'), true)
  t.equal(await check('183.192.202.127'), true)
  t.equal(await check('183.192.202.128'), false)
  t.equal(platform.received.length, 2)
})

t.test('it is what a receiver takes', async (t) => {
  const { check } = await checkOf(t, { nettype: 6 }, addresses('10.0.0.0/8'))
  const callbacks = roomCallbacks(1400000000, { addresses: check })
  const text = JSON.stringify(packet('Room.CallbackAfterDestroyRoom'))
  const outcome = async (remoteAddress: string) => {
    const query = 'SdkAppid=1400000000&CallbackCommand=Room.CallbackAfterDestroyRoom'
    const request = { method: 'POST', query, headers: {}, body: { kind: 'text', text } as const, remoteAddress }
    return (await callbacks.receive({ ...request, host: undefined as never }))?.outcome
  }
  t.equal(await outcome('10.1.2.3'), 'unhandled')
  t.equal(await outcome('11.1.2.3'), 'forbidden-address')
})

t.test('an old list is read again when it is used, and who is on it does not wait', async (t) => {
  const { platform, clock, check } = await checkOf(
    t,
    { nettype: 6, refresh: 5 * minute },
    addresses('10.0.0.1'),
    addresses('10.0.0.2'),
  )
  clock.now += 5 * minute - 1
  t.equal(await check('10.0.0.1'), true)
  t.equal(platform.received.length, 1, 'not old yet')
  clock.now += 1
  const arrival = platform.nextRequest()
  t.equal(await check('10.0.0.1'), true)
  t.equal(await check('10.0.0.2'), true, 'who is not waits for the list that is on its way')
  await arrival
  t.equal(platform.received.length, 2, 'it was read once')
  t.equal(await check('10.0.0.1'), false)
})

t.test('a stranger makes the list be read again, but not more than once a minute', async (t) => {
  const { platform, clock, check } = await checkOf(
    t,
    { nettype: 6 },
    addresses('10.0.0.1'),
    addresses('10.0.0.1', '10.0.0.2'),
  )
  clock.now += minute - 1
  t.equal(await check('10.0.0.2'), false)
  t.equal(platform.received.length, 1)
  clock.now += 1
  t.strictSame(await Promise.all([check('10.0.0.2'), check('10.0.0.3')]), [true, false])
  t.equal(await check('10.0.0.3'), false)
  t.equal(platform.received.length, 2)
})

t.test('a clock that is put back does not keep an old list', async (t) => {
  const { clock, check } = await checkOf(t, { nettype: 6 }, addresses('10.0.0.1'), addresses('10.0.0.2'))
  clock.now -= 60 * minute
  t.equal(await check('10.0.0.2'), true)
})

t.test('a list that cannot be read again stays, and that is told', async (t) => {
  const errors: PlatformError[] = []
  const onError = (error: PlatformError): void => {
    errors.push(error)
    throw new Error('and onError fails too')
  }
  const { platform, clock, check } = await checkOf(t, { nettype: 6, onError }, addresses('10.0.0.1'), fail(60_007))
  clock.now += minute
  t.equal(await check('10.0.0.9'), false)
  t.equal(await check('10.0.0.1'), true)
  t.match(errors, [{ platformCode: 60_007, api }])
  t.equal(platform.received.length, 2)
})

t.test('onError is optional', async (t) => {
  const { clock, check } = await checkOf(t, { nettype: 6 }, addresses('10.0.0.1'), fail(60_007))
  clock.now += minute
  t.equal(await check('10.0.0.9'), false)
})

const lists: readonly [Reaction, { readonly code: string; readonly [field: string]: unknown }][] = [
  [fail(60_010), refused(60_010)],
  [addresses(), { code: 'unexpected-answer', message: /list is empty/, requestId: /^Id-/ }],
  [
    addresses('10.0.0.1', 'everywhere'),
    { code: 'unexpected-answer', message: /IPList/, cause: { code: 'invalid-option' } },
  ],
  [ok({ IPList: 'everywhere' }), { code: 'unexpected-answer' }],
]
t.test('a first list that cannot be right is thrown', async (t) => {
  for (const [answer, error] of lists) await t.rejects(checkOf(t, { nettype: 6 }, answer), error)
})

const wrong: readonly [object, RegExp][] = [
  [{ nettype: 9 }, /nettype/],
  [{ nettype: [5, '6'] }, /nettype/],
  [{ nettype: [] }, /nettype: expected at least one/],
  [{ refresh: 59_999 }, /refresh: expected an integer from 60000/],
  [{ onError: 'print' }, /onError/],
  [{ every: 5 }, /"every" is not an option of callbackAddresses/],
  [{ netType: 5 }, /"netType" is not an option of callbackAddresses\(\)\. Did you mean "nettype"\?/],
]
t.test('what is wrong is found before anything is sent', async (t) => {
  const platform = await RestStandIn.start(t)
  const client = platform.client(t)
  for (const [options, message] of wrong) {
    await t.rejects(client.callbackAddresses(options as never), { code: 'invalid-argument', message })
  }
  t.equal(platform.received.length, 0)
})

t.test('a signal ends the first reading', async (t) => {
  const platform = await RestStandIn.start(t)
  const reading = platform.client(t).callbackAddresses({ signal: AbortSignal.abort() })
  await t.rejects(reading, { code: 'aborted' })
})
