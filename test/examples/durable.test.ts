import { readFileSync } from 'node:fs'
import { packet } from '@room-callbacks/testing'
import t from 'tap'
import { paste } from './paste.ts'
import { type Running, start, urlOf } from './running.ts'
import { look, ok, send } from './send.ts'

const ended = { code: 0, signal: null }

t.test('npm run crash loses nothing, and counts no visit twice', async (t) => {
  const running = start(t, 'examples/durable/', { script: 'crash' })
  t.same(await running.ended, ended)
  t.equal(running.errors(), '')
  const count = (what: string) => Number(new RegExp(`^${what} +(\\d+)`, 'm').exec(running.output())?.[1])
  const killed = /^Killed when (\d+) were acknowledged, and (\d+) of them not handled\.$/m.exec(running.output())
  t.ok(Number(killed?.[1]) >= 100, 'it was killed in the middle')
  t.ok(Number(killed?.[2]) > 0, 'with work left')
  t.equal(count('sent'), 200)
  t.ok(count('acknowledged') >= 100)
  t.ok(count('handled') >= count('acknowledged'))
  t.equal(count('lost'), 0)
  t.equal(count('handled twice'), 0)
  t.equal(count('dead letters'), 0)
})

/** The commands of the guide that walk from a dead letter to its replay, as a reader pastes them. */
function walkthrough(): string[] {
  const guide = readFileSync(new URL('../../docs/inbox.md', import.meta.url), 'utf8')
  const section = /^## A dead letter, from finding to replaying$([\s\S]*?)^## /m.exec(guide)?.[1] ?? ''
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, command = '']) => command)
}

t.test('the guide leads from a dead letter to its replay', async (t) => {
  const env = { DATA: t.testdir() }
  /** Starts the server with the variables in front of the command of the guide. */
  const startAs = (command = ''): Running => {
    const found = /^((?:\w+=\S+ )*)npm start -w examples\/durable\n$/.exec(command)
    t.ok(found, command)
    const variables = found?.[1]?.trimEnd() ?? ''
    const given = Object.fromEntries(
      variables
        .trimEnd()
        .split(' ')
        .map((variable) => variable.split('=')),
    )
    return start(t, 'examples/durable/', { env: { ...env, ...given } })
  }
  const [startBroken, enter = '', stats = '', read = '', startMended, replay = '', visits = '', ...more] = walkthrough()
  t.same(more, [])

  const broken = startAs(startBroken)
  const url = await urlOf(broken)
  const pasteTo = (url: string, commands: string) => paste(commands.replaceAll(/(http:\/\/)?localhost:3000/g, url))
  t.same(JSON.parse(await pasteTo(url, enter)), ok)
  await broken.printed(/^A callback became a dead letter: .* The profile service does not answer\./m)
  t.match(JSON.parse(await pasteTo(url, stats)), { waiting: 0, running: 0, delayed: 0, dead: 1 })
  const letter = await pasteTo(url, read)
  t.match(letter, /attempts: 5,/)
  t.match(letter, /message: '.* The profile service does not answer\.'/)
  t.match(letter, /body: '\{"CallbackCommand":"Room\.CallbackAfterMemberEnter",/)
  t.same(await broken.end('SIGKILL'), { code: null, signal: 'SIGKILL' }, 'it runs until it is killed')

  const mended = startAs(startMended)
  const there = await urlOf(mended)
  t.same(JSON.parse(await pasteTo(there, replay)), { retried: 1 })
  let seen: unknown
  do seen = JSON.parse(await pasteTo(there, visits))
  while ((seen as { visits: unknown[] }).visits.length === 0)
  t.match(seen, { visits: [{ room: 'rid-123', member: /^guest-\d+$/, times: 1 }], repeated: 0 })
  t.same(await mended.end('SIGINT'), ended)
})

t.test('the door of the operators', async (t) => {
  const running = start(t, 'examples/durable/', { env: { DATA: t.testdir(), OPERATOR_TOKEN: 'right' } })
  const url = await urlOf(running)
  const headers = { authorization: 'Bearer right' }
  const ask = async (path: string, method = 'GET') => (await fetch(url + path, { method, headers })).json()

  for (const authorization of ['', 'right', 'Bearer wrong', 'Bearer right ! ']) {
    const response = await fetch(`${url}/inbox`, { headers: { authorization } })
    t.equal(response.status, 401, authorization)
    t.equal((await fetch(`${url}/inbox/dead/all/retry`, { method: 'POST', headers: { authorization } })).status, 401)
  }

  const { RoomId: _, ...unfit } = packet('Room.CallbackAfterMemberEnter')
  t.match(await send(url, unfit), { ErrorInfo: 'invalid-packet' })
  const unknown = { CallbackCommand: 'Room.CallbackAfter/../Something new', RoomId: 'rid-123' }
  t.same(await send(url, unknown), ok)
  const letters = (await ask('/inbox/dead')) as { id: string }[]
  t.match(letters, [
    { error: { code: 'invalid-packet', message: /RoomId is missing/ }, body: JSON.stringify(unfit), attempts: 0 },
    { error: { code: 'unknown-command' }, body: JSON.stringify(unknown), orderKey: '1400000000/room/rid-123' },
  ])
  const [first, second] = letters.map(({ id }) => id) as [string, string]
  t.match(await ask(`/inbox/dead?after=${encodeURIComponent(first)}`), [{ id: second }], 'the page after the first')

  t.same(await ask('/inbox/dead/nothing/retry', 'POST'), { retried: 0 })
  t.same(await ask(`/inbox/dead/${encodeURIComponent(first)}`, 'DELETE'), { purged: 1 })
  t.same(await ask(`/inbox/dead/${encodeURIComponent(second)}/retry`, 'POST'), { retried: 1 })
  t.same(await ask('/inbox/dead'), [])
  t.match(await ask('/inbox'), { waiting: 1 }, 'what no process handles waits for one')
  t.same(await look(`${url}/visits`), { visits: [], repeated: 0 })
  t.same(await running.end('SIGTERM'), ended)
})
