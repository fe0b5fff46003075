import { roomCallbacks } from '@room-callbacks/fastify'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import fastify5, { type FastifyInstance } from 'fastify'
import fastify4 from 'fastify4'
import t from 'tap'
import { patience } from '../unhurried.ts'

const appId = 1400000000
const command = 'Mic.CallbackAfterSeatInfoChanged'
const payload = sampleText(command)
const query = callbackQuery({ sdkAppId: appId, command })

const frameworks = { 'fastify 4': fastify4 as unknown as typeof fastify5, 'fastify 5': fastify5 }

const receiver = (id = appId) => roomCallbacks(id, { deadline: patience })

for (const [name, framework] of Object.entries(frameworks)) {
  t.test(`${name} leaves parsers, routes and serializers of the app as they are`, async (t) => {
    const accounts: unknown[] = []
    const app = framework()
    t.teardown(() => app.close())
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) =>
      done(null, { mine: text }),
    )
    app.setReplySerializer((value) => `mine ${JSON.stringify(value)}`)
    await app.register(
      receiver().on(command, ({ SeatList }) => accounts.push(SeatList[0]?.Member_Account)),
      { prefix: '/tencent' },
    )
    app.post('/tencent', async ({ body }) => body)

    for (const type of ['application/json', 'text/html', 'no type', 'application/x-www-form-urlencoded', undefined]) {
      const headers = type === undefined ? {} : { 'content-type': type }
      const answered = await app.inject({ method: 'POST', url: `/tencent?${query}`, payload, headers })
      t.equal(answered.body, '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}', String(type))
    }
    t.strictSame(accounts, ['144115233775727695'], 'once, under any content type, and no digit is lost')
    for (const foreign of ['a=1', 'aCallbackCommand=a', 'a=CallbackCommand=a']) {
      const own = await app.inject({ method: 'POST', url: `/tencent?${foreign}`, payload: { a: 1 } })
      t.equal(own.body, 'mine {"mine":"{\\"a\\":1}"}', foreign)
    }
    for (const spelled of ['CallbackCommand=', 'a=1&callbackcommand=a', 'CallbackCommand']) {
      const refused = await app.inject({ method: 'POST', url: `/tencent?${spelled}`, payload: { a: 1 } })
      t.match(refused.body, 'malformed-query', spelled)
    }
    t.equal((await app.inject({ method: 'GET', url: `/tencent/deeper?${query}` })).statusCode, 405)
    t.equal((await app.inject({ method: 'POST', url: `/elsewhere?${query}`, payload })).statusCode, 404)
  })

  t.test(`${name} runs the hooks of the app around an answer`, async (t) => {
    const seen: string[] = []
    const app = framework()
    t.teardown(() => app.close())
    app.addHook('onRequest', async () => void seen.push('onRequest'))
    app.addHook('onSend', async (_request, _reply, body) => void seen.push(`onSend ${String(body).slice(0, 20)}`))
    app.addHook('preParsing', async () => void seen.push('preParsing'))
    await app.register(receiver())
    await app.inject({ method: 'POST', url: `/?${query}`, payload })
    t.strictSame(seen, ['onRequest', 'onSend {"ActionStatus":"OK"'])
  })

  t.test(`${name} takes a body that a hook has read, and says so when nothing was kept`, async (t) => {
    for (const [keeps, status] of [
      [true, 200],
      [false, 500],
    ] as const) {
      const app = framework()
      t.teardown(() => app.close())
      app.addHook('onRequest', async ({ raw }) => {
        const chunks: Buffer[] = []
        for await (const chunk of raw) chunks.push(chunk)
        if (keeps) Object.assign(raw, { rawBody: Buffer.concat(chunks) })
      })
      await app.register(receiver())
      t.equal((await app.inject({ method: 'POST', url: `/?${query}`, payload })).statusCode, status)
    }
  })

  t.test(`${name} has two receivers at two paths, and refuses two at one`, async (t) => {
    const app = framework()
    t.teardown(() => app.close())
    await app.register(receiver(), { prefix: '/first' })
    await app.register(
      async (scope: FastifyInstance): Promise<void> => {
        await scope.register(receiver(appId + 1))
      },
      {
        prefix: '/second',
      },
    )
    const ask = async (path: string, sdkAppId: number) => {
      const url = `${path}?${callbackQuery({ sdkAppId, command })}`
      return (await app.inject({ method: 'POST', url, payload })).statusCode
    }
    t.equal(await ask('/first', appId), 200)
    t.equal(await ask('/second', appId + 1), 200)
    t.equal(await ask('/second', appId), 403)
    const twice = framework()
    await twice.register(receiver())
    await t.rejects(async () => await twice.register(receiver(appId + 1)), {
      code: 'invalid-option',
      message: /cannot be mounted at "\/": another receiver is there already/,
    })
  })

  t.test(`${name} answers 404 where another receiver than this one knows the request`, async (t) => {
    const app = framework()
    t.teardown(() => app.close())
    await app.register(roomCallbacks(appId, { key: 'secret', deadline: patience }), { prefix: '/engine' })
    await app.register(receiver(), { prefix: '/plain' })
    const headers = { sdkappid: String(appId), sign: 'x' }
    t.equal((await app.inject({ method: 'POST', url: '/engine', payload: '{}', headers })).statusCode, 401)
    t.equal((await app.inject({ method: 'POST', url: '/plain', payload: '{}', headers })).statusCode, 404)
  })

  t.test(`${name} keeps quiet where a handler answered itself`, async (t) => {
    const app = framework()
    t.teardown(() => app.close())
    const callbacks = receiver().on(command, (_event, { host }) => {
      host.reply.hijack()
      host.reply.raw.end('mine')
    })
    await app.register(callbacks)
    t.equal((await app.inject({ method: 'POST', url: `/?${query}`, payload })).body, 'mine')
  })
}
