import { readFileSync } from 'node:fs'
import { signatureOf } from '@room-callbacks/core'
import { type InjectOptions, inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed } from './receiver.ts'

interface Vector {
  readonly id: string
  readonly token: string
  readonly requestTime: string
  readonly sign: string
  readonly mustNotEqual?: string
}

const { chatSign } = JSON.parse(readFileSync('test/core/signature-vectors.json', 'utf8')) as { chatSign: Vector[] }
const command = 'Room.CallbackAfterDestroyRoom'
const body = packet(command)
const now = 1_700_000_000

/** The outcome of a callback signed at a time, by a receiver whose clock stands at another. */
async function outcomeAt(requestTime: number, clock: number, options: InjectOptions = { token: 'secret' }) {
  const { callbacks } = observed({ token: 'secret', clock: () => clock })
  return (await inject(callbacks, body, { requestTime, ...options })).outcome
}

for (const { id, token, requestTime, sign, mustNotEqual } of chatSign) {
  t.test(`vector ${id}`, async (t) => {
    t.equal(signatureOf(token, requestTime), sign)
    const { callbacks } = observed({ token, clock: () => Number(requestTime) * 1000 })
    const send = (given: string) =>
      callbacks.receive({
        method: 'POST',
        query: `SdkAppid=${appId}&CallbackCommand=${command}&Sign=${given}&RequestTime=${requestTime}`,
        headers: {},
        body: { kind: 'text', text: JSON.stringify(body) },
        remoteAddress: undefined,
        host: undefined as never,
      })
    t.equal((await send(sign))?.outcome, 'unhandled')
    t.equal((await send(sign.toUpperCase()))?.outcome, 'unhandled', 'upper case is tolerated')
    if (mustNotEqual) t.equal((await send(mustNotEqual))?.outcome, 'bad-signature')
  })
}

t.test('the window has two sides, and both ends are inside', async (t) => {
  t.equal(await outcomeAt(now, now * 1000), 'unhandled')
  t.equal(await outcomeAt(now, (now + 60) * 1000 + 999), 'unhandled')
  t.equal(await outcomeAt(now, (now + 61) * 1000), 'expired-signature')
  t.equal(await outcomeAt(now, (now - 60) * 1000), 'unhandled')
  t.equal(await outcomeAt(now, (now - 61) * 1000), 'expired-signature')
})

t.test('a wider window is an option', async (t) => {
  const { callbacks } = observed({ token: 'secret', signatureWindow: 300, clock: () => (now + 300) * 1000 })
  t.equal((await inject(callbacks, body, { token: 'secret', requestTime: now })).outcome, 'unhandled')
  t.equal((await inject(callbacks, body, { token: 'secret', requestTime: now - 1 })).outcome, 'expired-signature')
})

t.test('a forged signature is never called stale', async (t) => {
  t.equal(await outcomeAt(now, (now + 9999) * 1000, { token: 'forged' }), 'bad-signature')
})

t.test('a clock that tells no number makes nothing fresh', async (t) => {
  t.equal(await outcomeAt(now, Number.NaN), 'expired-signature')
})

t.test('nothing of an honest signature is left for the next one', async (t) => {
  const { callbacks } = observed({ token: 'secret', clock: () => now * 1000 })
  const sign = signatureOf('secret', String(now))
  const send = async (given: string) => {
    const signed = `Sign=${encodeURIComponent(given)}&RequestTime=${now}`
    const query = `SdkAppid=${appId}&CallbackCommand=${command}&${signed}`
    const request = { method: 'POST', query, headers: {}, body: { kind: 'text', text: JSON.stringify(body) } as const }
    return (await callbacks.receive({ ...request, remoteAddress: undefined, host: undefined as never }))?.outcome
  }
  t.equal(await send(sign), 'unhandled')
  t.equal(await send(`${sign.slice(0, -1)}€`), 'bad-signature')
  t.equal(await send(`€${sign.slice(1)}`), 'bad-signature')
})

t.test('several tokens are accepted during a rotation', async (t) => {
  const { callbacks } = observed({ token: ['new', 'old'] })
  t.equal((await inject(callbacks, body, { token: 'new' })).outcome, 'unhandled')
  t.equal((await inject(callbacks, body, { token: 'old' })).outcome, 'unhandled')
  t.equal((await inject(callbacks, body, { token: 'older' })).outcome, 'bad-signature')
})

t.test('each app has its own tokens', async (t) => {
  const { callbacks } = observed({ token: { 1400000000: 'first', 1400000001: ['second', 'third'] } }, [
    1400000000,
    '1400000001',
  ])
  const outcome = async (sdkAppId: number, token?: string) =>
    (await inject(callbacks, body, { sdkAppId, token })).outcome
  t.equal(await outcome(1400000000, 'first'), 'unhandled')
  t.equal(await outcome(1400000001, 'second'), 'unhandled')
  t.equal(await outcome(1400000001, 'third'), 'unhandled')
  t.equal(await outcome(1400000001, 'first'), 'bad-signature')
  t.equal(await outcome(1400000000, 'second'), 'bad-signature')
  t.equal(await outcome(1400000000), 'bad-signature')
  t.equal(await outcome(1400000002, 'first'), 'unknown-app')
})

t.test('without a token nothing is authenticated', async (t) => {
  const { callbacks } = observed()
  t.equal((await inject(callbacks, body)).outcome, 'unhandled')
  t.equal((await inject(callbacks, body, { token: 'another', requestTime: 1 })).outcome, 'unhandled')
})
