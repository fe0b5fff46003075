import { readFileSync } from 'node:fs'
import { engineHeaders, packet } from '@room-callbacks/testing'
import t from 'tap'
import { Attendance, type Sighting } from '../../examples/attendance/attendance.ts'
import { start, urlOf } from './running.ts'
import { look } from './send.ts'

const minute = 60_000
const hour = 60 * minute

type Seen = readonly [kind: Sighting['kind'], at: number, rest?: Pick<Sighting, 'role' | 'reason'>]

/** The minutes of one user: proven, as anchor, at most. */
function minutesOf(seen: readonly Seen[], closings: readonly number[] = [], now = hour): number[] {
  const attendance = new Attendance()
  for (const at of closings) attendance.close('r', at * minute)
  for (const [kind, at, rest] of seen) attendance.note({ room: 'r', user: 'ann', kind, at: at * minute, ...rest })
  const [{ proven, asAnchor, atMost }] = attendance.presences(now) as [ReturnType<Attendance['presences']>[number]]
  return [proven, asAnchor, atMost].map((time) => time / minute)
}

/** Every order of a few things. */
function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}

t.test('minutes do not depend on repeats and on order', async (t) => {
  const seen: Seen[] = [
    ['enter', 0, { role: 21 }],
    ['role', 10, { role: 20 }],
    ['exit', 30],
    ['enter', 40, { role: 20 }],
    ['exit', 50],
  ]
  for (const order of orders(seen)) t.strictSame(minutesOf([...order, ...order.slice(2)]), [40, 30, 40])
})

t.test('what is lost makes a range, and never more than can be', async (t) => {
  const anchor = { role: 20 }
  const cases: [string, Seen[], number[], number[]][] = [
    ['the exit, to now', [['enter', 0, anchor]], [], [0, 0, 60]],
    [
      'the exit, after a role',
      [
        ['enter', 0, anchor],
        ['role', 20, { role: 21 }],
      ],
      [],
      [20, 20, 60],
    ],
    [
      'the exit, before another enter',
      [
        ['enter', 0],
        ['enter', 30],
        ['exit', 40],
      ],
      [],
      [10, 0, 40],
    ],
    ['the exit, of a room that was closed', [['enter', 0]], [25], [25, 0, 25]],
    [
      'the enter',
      [
        ['role', 10, anchor],
        ['exit', 30],
      ],
      [],
      [20, 20, 20],
    ],
    ['the enter alone', [['exit', 30]], [], [0, 0, 0]],
    [
      'nothing, when the connection broke',
      [
        ['enter', 0, anchor],
        ['enter', 20, { ...anchor, reason: 3 }],
        ['exit', 30],
      ],
      [],
      [30, 30, 30],
    ],
  ]
  for (const [name, seen, closings, expected] of cases) {
    for (const order of orders(seen)) t.strictSame(minutesOf(order, closings), expected, name)
  }
  t.strictSame(minutesOf([['enter', 90]], [], hour), [0, 0, 0], 'a clock that is behind')
})

t.test('npm run meeting prints what the README shows', async (t) => {
  const running = start(t, 'examples/attendance/', { script: 'meeting' })
  t.same(await running.ended, { code: 0, signal: null })
  const readme = readFileSync(new URL('../../examples/attendance/README.md', import.meta.url), 'utf8')
  t.ok(readme.includes(`\`\`\`\n${running.output()}\`\`\``), running.output())
})

t.test('the server takes events that are signed with its key', async (t) => {
  const running = start(t, 'examples/attendance/')
  const url = await urlOf(running)
  const send = async (command: 'ENTER' | 'EXIT', at: number, key = 'exampleKey01') => {
    const info = { EventInfo: { RoomId: 'standup', UserId: 'ann', Role: 20, EventMsTs: at } }
    const body = JSON.stringify(packet(`RtcEngine.EVENT_TYPE_${command}_ROOM`, info))
    const headers = engineHeaders({ sdkAppId: 1400000000, key, body })
    return (await fetch(url, { method: 'POST', headers, body })).status
  }
  t.equal(await send('EXIT', 1_700_000_600_000), 200)
  t.equal(await send('ENTER', 1_700_000_000_000), 200)
  t.equal(await send('ENTER', 1_600_000_000_000, 'another'), 401)
  t.same(await look(url), [{ room: 'standup', user: 'ann', minutes: 10, asAnchor: 10, atMost: 10 }])
  t.match(running.output(), /openssl dgst -sha256 -hmac "exampleKey01" -binary/)
  t.same(await running.end('SIGTERM'), { code: 0, signal: null })
})
