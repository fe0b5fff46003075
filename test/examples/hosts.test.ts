import { readFileSync } from 'node:fs'
import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { paste } from './paste.ts'
import { start, urlOf } from './running.ts'
import { signedRequest } from './signed-request.ts'

const ended = { code: 0, signal: null }
const gift = 'Live.CallbackBeforeSendGift'
const room = 'Room.CallbackAfterCreateRoom'

const giftOf = (account: string, count: number) =>
  packet(gift, { GiftWater: { From_Account: account, Count: count, To_Account: ['bob'], GiftId: 'g' } })

for (const folder of ['fastify', 'nestjs']) {
  t.test(`${folder} decides gifts for coins`, async (t) => {
    const running = start(t, `examples/${folder}/`)
    const url = `${await urlOf(running)}/tencent`
    const decide = async (body: object) => {
      const request = signedRequest(url, gift, body)
      return ((await (await fetch(request)).json()) as { ErrorCode: number }).ErrorCode
    }
    t.equal(await decide(giftOf('ann', 60)), 0)
    t.equal(await decide(giftOf('ann', 60)), 102101, 'ann has 40 left')
    t.equal(await decide(giftOf('bob', 1)), 102101)
    t.equal((await fetch(signedRequest(url, gift, giftOf('ann', 1), 'wrong'))).status, 401)
    const readme = readFileSync(`examples/${folder}/README.md`, 'utf8')
    const command = /```sh\n(.*?)```/s.exec(readme)?.[1] ?? ''
    t.match(
      await paste(command.replaceAll('http://localhost:3000', new URL(url).origin)),
      '"ErrorCode":102101',
      'as the README says',
    )
    t.same(await running.end('SIGTERM'), ended)
  })
}

for (const [script, what] of [
  ['start', 'for web functions'],
  ['local', 'that calls the function, as the page of functions shows'],
] as const) {
  t.test(`functions has a server ${what}`, async (t) => {
    const running = start(t, 'examples/functions/', { script })
    const url = await urlOf(running)
    const decide = async (count: number) => (await fetch(signedRequest(`${url}/`, gift, giftOf('ann', count)))).json()
    t.match(await decide(60), { ActionStatus: 'OK', ErrorCode: 0 })
    t.match(await decide(100), { ErrorCode: 102101 })
    if (script === 'local') {
      t.equal((await fetch(url)).status, 404, 'what is no callback')
      const shown = readFileSync('docs/hosts/functions.md', 'utf8')
      t.ok(shown.includes(readFileSync('examples/functions/local.ts', 'utf8')))
    }
    t.same(await running.end('SIGTERM'), ended)
  })
}

t.test('the others answer where they stand', async (t) => {
  t.capture(console, 'log')
  const url = 'https://example.com/tencent'
  const requestOf = (command: typeof gift | typeof room) => signedRequest(url, command, packet(command))
  const { POST } = await import('../../examples/next/app/callbacks/route.ts')
  t.match(await (await POST(requestOf(gift), { params: {} })).json(), { ActionStatus: 'OK' })

  const { default: worker } = await import('../../examples/hono-workers/worker.ts')
  const waited: Promise<unknown>[] = []
  const context = {
    waitUntil: (work: Promise<unknown>) => waited.push(work),
    passThroughOnException: () => {},
    props: {},
  }
  t.equal((await worker.fetch(requestOf(room), {}, context as never)).status, 200)
  t.equal(waited.length, 1)
  await Promise.all(waited)

  const { handler, main_handler } = await import('../../examples/functions/index.ts')
  const { search } = new URL(requestOf(room).url)
  const event = { rawQueryString: search.slice(1), requestContext: { http: { method: 'POST' } } }
  const body = JSON.stringify(packet(room))
  t.match(await handler({ ...event, body }), { statusCode: 200 })
  t.match(await main_handler({ ...event, body: '{' }), { statusCode: 400 })
})
