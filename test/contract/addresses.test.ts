import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { observe } from '@room-callbacks/core/inspect'
import { packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { hosts } from './all-hosts.ts'
import type { Host } from './hosts.ts'
import { send } from './send.ts'

const command = 'Room.CallbackAfterDestroyRoom'
const body = JSON.stringify(packet(command))
const addresses = ['203.0.113.0/24', '2001:db8::/32']
const behindProxy = hosts.filter(({ name }) => /^(express|koa|fastify|nest)/.test(name))

interface Asked {
  readonly status: number
  /** What the operator is told of a refusal. */
  readonly message: string | undefined
  /** What an observer sees. */
  readonly observed: string | undefined
}

/** A callback through a proxy which wrote this header. */
async function ask(
  t: Test,
  host: Host,
  proxy: Parameters<Host['start']>[0]['proxy'],
  forwarded?: string,
): Promise<Asked> {
  let message: string | undefined
  let observed: string | undefined
  const running = await host.start({
    options: { addresses, deduplication: false },
    ...(proxy !== undefined && { proxy }),
    register: (callbacks) =>
      callbacks.on('rejected', ({ error }) => {
        message = error.message
      }),
  })
  t.teardown(() => running.close())
  observe(running.callbacks, {
    answered: ({ remoteAddress }) => {
      observed = remoteAddress
    },
  })
  const { status, text } = await send(running, {
    command,
    body,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  })
  t.notMatch(text, /203|2001|6\.6/, 'the reply says nothing of it')
  return { status, message, observed }
}

for (const host of behindProxy) {
  t.test(`${host.name} checks the address that the trusted proxy saw, in any way of writing it`, async (t) => {
    for (const written of [
      '203.0.113.7',
      '203.0.113.7:51234',
      '[2001:db8::7]:443',
      '[2001:db8::7]',
      '2001:DB8::7',
      '::ffff:203.0.113.7',
      '[::ffff:cb00:7107]:1',
    ]) {
      t.match(await ask(t, host, 1, written), { status: 200, message: undefined, observed: written })
    }
    for (const written of ['6.6.6.6:443', '[2001:db9::7]:443', '203.0.113.7:port', '203.0.113.7:', 'unknown', '[]:1']) {
      const { status, message } = await ask(t, host, 1, written)
      t.equal(status, 403, written)
      t.equal(message, `The caller is not on the address list. The address is "${written}".`)
    }
    const { message } = await ask(t, host, 1, 'x'.repeat(1000))
    t.match(message, /The address is "x{64}"\.$/, 'what is told of a stranger is bounded')
  })

  t.test(
    `${host.name} believes no address that a stranger wrote in front of the one that its proxy added`,
    async (t) => {
      const all = !host.name.startsWith('koa')
        ? ([true, '0.0.0.0/1, 128.0.0.0/1', () => true] as const)
        : ([true] as const)
      for (const proxy of all) {
        const { status, message, observed } = await ask(t, host, proxy, '203.0.113.7, 6.6.6.6')
        t.equal(status, 403, `trusting ${String(proxy)}`)
        t.match(message, /The address is "6\.6\.6\.6"\.$/)
        t.equal(observed, '6.6.6.6')
        t.equal((await ask(t, host, proxy, '203.0.113.7')).status, 200, 'who comes through one proxy is let in')
      }
      t.match((await ask(t, host, true)).message, /127\.0\.0\.1/, 'who comes without a header')
      t.equal((await ask(t, host, 1, '203.0.113.7, 6.6.6.6')).status, 403, 'one proxy')
      t.equal((await ask(t, host, 2, '203.0.113.7, 6.6.6.6')).status, 200, 'two proxies, of which the app knows')
      t.match((await ask(t, host, undefined, '203.0.113.7')).message, /"(::ffff:)?127\.0\.0\.1"/, 'no proxy')
    },
  )
}

t.test('an app that trusts every X-Forwarded-For is warned of once, when an address is checked', async (t) => {
  // In a process of its own: this one has warned already.
  for (const [host, set] of [
    ['express', `const app = express(); app.enable('trust proxy')`],
    ['koa', 'const app = new Koa({ proxy: true })'],
  ] as const) {
    const program = `
      import express from 'express'
      import Koa from 'koa'
      import { roomCallbacks } from '@room-callbacks/${host}'
      import { inject, packet } from '@room-callbacks/testing'
      const callbacks = roomCallbacks(1400000000, { addresses: ['127.0.0.1'], deadline: 60_000 })
      ${set}
      app.use(callbacks)
      const listener = app.callback ? app.callback() : app
      for (const EventTime of [1, 2]) await inject(listener, packet('${command}', { EventTime }), { sdkAppId: 1400000000 })
    `
    const source = '--conditions=@room-callbacks/source'
    const child = spawn(process.execPath, [source, '--input-type=module', '--eval', program])
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    await once(child, 'close')
    t.equal(stderr.match(/forwarded-addresses/g)?.length, 1, `${host}: ${stderr}`)
    t.match(stderr, /RoomCallbacksWarning: addresses: .*to the number of your proxies/)
  }
})
