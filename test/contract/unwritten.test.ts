import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RoomCallbacksError } from '@room-callbacks/core'
import { answer } from '@room-callbacks/core/http'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { hosts } from './all-hosts.ts'
import { deliver } from './deliver.ts'
import { appId, type Host } from './hosts.ts'

const command = 'Live.CallbackBeforeSendGift'
const body = sampleText(command)
// No signature: what a stranger sends is enough to get an answer.
const unsigned = { query: callbackQuery({ sdkAppId: appId, command }), body, method: 'POST' }

type Trace = (response: ServerResponse) => void

const throwing = (name: 'writeHead' | 'end', isOnce: boolean, thrown: unknown): Trace => {
  return (response) => {
    const own = response[name] as (...values: unknown[]) => unknown
    response[name] = (() => {
      if (isOnce) response[name] = own as never
      throw thrown
    }) as never
  }
}

/** Asks twice, and tells what came back, and whether the process would have ended. */
async function ask(t: Test, host: Host, trace: Trace) {
  const fatal: unknown[] = []
  const note = (error: unknown) => fatal.push(error)
  process.on('unhandledRejection', note).on('uncaughtExceptionMonitor', note)
  t.teardown(() => process.off('unhandledRejection', note).off('uncaughtExceptionMonitor', note))
  // Express prints the error, unless it is told that this is a test; Koa prints it, too.
  t.capture(console, 'error')
  const errors: RoomCallbacksError[] = []
  const running = await host.start({
    options: { token: 'secret' },
    trace,
    register: (callbacks) => callbacks.on('error', (error) => errors.push(error)),
  })
  t.teardown(() => running.close())
  const statuses: (number | 'no answer')[] = []
  for (const _ of [1, 2]) {
    statuses.push(
      await deliver(running, unsigned).then(
        ({ status }) => status,
        () => 'no answer',
      ),
    )
  }
  await new Promise((resolve) => setImmediate(resolve))
  t.strictSame(fatal, [], `${host.name}: the process lives`)
  return { statuses, errors }
}

for (const host of hosts.filter(({ writer }) => writer !== 'bridge')) {
  t.test(`${host.name} outlives code that throws while a reply is written`, async (t) => {
    const isOwn = host.writer === 'own'
    // Koa takes `throw undefined` for no error, and gives no answer at all.
    const odd = host.name.startsWith('koa') ? ['route'] : ['route', undefined]
    for (const name of ['writeHead', 'end'] as const) {
      for (const thrown of [new TypeError('no request id'), ...odd]) {
        // A host with a handler of errors of its own gives it the error; without one, the reply is written once more.
        const { statuses, errors } = await ask(t, host, throwing(name, true, thrown))
        // Fastify catches what writeHead() throws, and goes on.
        const isWritten = isOwn || host.name.startsWith('fastify')
        // Koa writes the head and the body in one call.
        const isCut = name === 'end' && !host.name.startsWith('koa')
        t.strictSame(statuses, Array(2).fill(isCut ? 'no answer' : isWritten ? 401 : 500), `${name}, ${thrown}`)
        t.strictSame(
          errors.map(({ code, cause }) => `${code} ${(cause as Error | undefined)?.message}`),
          isOwn ? Array(2).fill(`reply-failed ${thrown instanceof Error ? thrown.message : thrown}`) : [],
          'who is told',
        )
      }
    }
  })
}

// Express and Koa write what is said of an error by themselves, and there such code ends the process of any app.
for (const host of hosts.filter(({ writer }) => writer === 'own')) {
  t.test(`${host.name} drops the connection when nothing at all can be written`, async (t) => {
    const { statuses, errors } = await ask(t, host, throwing('writeHead', false, new TypeError('never')))
    t.strictSame(statuses, ['no answer', 'no answer'])
    t.match(errors.at(-1), { code: 'reply-failed', message: /It was \w+\.\w+\.$/, cause: { message: 'never' } })
  })
}

t.test('a reply that never comes drops the connection, or goes to the error handler of the host', async (t) => {
  const reported: unknown[] = []
  const reception = {
    isCallback: () => false,
    isClosing: () => false,
    asError: (cause: unknown) => cause as Error,
    reportUnwritten: (cause: unknown) => void reported.push(cause),
  }
  const lost = new Error('lost')
  const server = createServer((request, response) => {
    const onError = (error: Error): void => {
      response.writeHead(500).end(error.message)
    }
    const never = Promise.reject(lost)
    if (request.url === '/handled') answer(response, never, reception, onError)
    else answer(response, never, reception)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const handled = await fetch(`${url}/handled`)
  t.strictSame([handled.status, await handled.text(), reported], [500, 'lost', []])
  await t.rejects(fetch(url))
  t.strictSame(reported, [lost])
})
