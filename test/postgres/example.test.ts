import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { start, urlOf } from '../examples/running.ts'
import { look, ok, send } from '../examples/send.ts'
import { until } from '../redis/until.ts'
import { PostgresServer } from './postgres-server.ts'

t.test('the durable example with Postgres counts each guest once, over a kill', async (t) => {
  const server = await PostgresServer.start()
  t.teardown(() => server.remove())
  const run = () => start(t, 'examples/durable/', { script: 'start:postgres', env: { DATABASE_URL: server.url } })
  const first = run()
  const url = await urlOf(first)
  const guests = Array.from({ length: 10 }, (_, index) => `guest-${index}`)
  const enter = (to: string, guest: string) =>
    send(to, packet('Room.CallbackAfterMemberEnter', { RoomId: 'one', MemberList_Account: [guest] }))
  for (const guest of guests) t.same(await enter(url, guest), ok)
  await first.end('SIGKILL')
  const second = run()
  const visits = `${await urlOf(second)}/visits`
  const rows = await until(async () => {
    const found = (await look(visits)) as { member: string; times: number }[]
    return found.length === guests.length ? found : undefined
  })
  t.same(
    rows.map(({ member, times }) => [member, times]),
    guests.map((guest) => [guest, 1]),
  )
  t.same(await second.end('SIGTERM'), { code: 0, signal: null })
})
