import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AnyEvent, commands, type RoomCallbacks } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, playScenario, type ScenarioStep, scenarios, startPlatform } from '@room-callbacks/testing'
import t from 'tap'
import { freePort } from '../../examples/cluster/free-port.ts'
import { comparable, Mirror } from '../platform/mirror.ts'
import { sdkAppId, token } from './identity.ts'

t.setTimeout(300_000)

interface Recorded {
  readonly key: string
  readonly event: AnyEvent
}

interface Placed {
  readonly RoomId?: string
  readonly GroupId?: string
  readonly RoomInfo?: { readonly RoomId: string }
  readonly EventTime?: number
}

const roomOf = ({ RoomId, RoomInfo, GroupId }: Placed): string | undefined => RoomId ?? GroupId ?? RoomInfo?.RoomId

t.test('a platform that retries and a receiver that is killed: every room is handled whole and in order', async (t) => {
  const folder = t.testdir()
  const record = join(folder, 'record')
  const port = await freePort()
  const kills: Promise<void>[] = []

  const start = async (): Promise<ChildProcess> => {
    const child = fork(
      join(import.meta.dirname, 'processes/recorder.ts'),
      [join(folder, 'inbox'), String(port), record],
      { execArgv: ['--conditions=@room-callbacks/source'] },
    )
    await once(child, 'message')
    return child
  }
  let receiver = await start()
  const killAndStart = async (): Promise<void> => {
    // The platform gives up after 20 retries: on a slow machine a restart takes several of them.
    while (platform.log.some(({ outcome, attempts }) => outcome === 'pending' && attempts.length >= 3)) await sleep(20)
    receiver.kill('SIGKILL')
    await once(receiver, 'exit')
    receiver = await start()
  }

  const platform = await startPlatform({ sdkAppId, seed: 4, retries: 20, retryDelay: 1000, faults: { duplicate: 0.1 } })
  t.teardown(() => platform.close())
  t.teardown(() => void receiver.kill('SIGKILL'))
  platform.configure({ url: `http://127.0.0.1:${port}/`, token })
  let steps = 0
  const onStep = (_step: ScenarioStep): void => {
    steps += 1
    // One after the other: a receiver is killed once it listens.
    if (steps % 15 === 0) kills.push((kills.at(-1) ?? Promise.resolve()).then(killAndStart))
  }
  for (const scenario of Object.values(scenarios)) await playScenario(platform, scenario, { onStep })
  await Promise.all(kills)
  await platform.settled()
  receiver.send('drain')
  await once(receiver, 'exit')

  const lines = readFileSync(record, 'utf8').trimEnd().split('\n')
  const handled = new Map(lines.map((line) => JSON.parse(line) as Recorded).map(({ key, event }) => [key, event]))
  const after = new Set<string>(commands.filter(({ phase }) => phase === 'after').map(({ name }) => name))
  const sent = platform.log.filter(({ command, duplicateOf }) => after.has(command) && !duplicateOf)
  t.comment(`${sent.length} notifications, ${kills.length} kills, ${lines.length} handled, ${handled.size} different`)
  t.ok(kills.length >= 8, `${kills.length} kills`)
  t.ok(
    sent.every(({ outcome }) => outcome === 'acknowledged'),
    'every notification was acknowledged in the end',
  )
  t.equal(handled.size, sent.length, 'and handled')

  const latest = new Map<string, number>()
  for (const { EventTime = Number.POSITIVE_INFINITY, ...event } of [...handled.values()] as Placed[]) {
    const room = roomOf(event)
    if (room === undefined) continue
    t.ok(EventTime >= (latest.get(room) ?? 0), `${room} keeps its order`)
    if (Number.isFinite(EventTime)) latest.set(room, EventTime)
  }

  const mirror = new Mirror()
  const reader = roomCallbacks(sdkAppId)
  mirror.register(reader as RoomCallbacks<never> as RoomCallbacks<unknown>)
  for (const event of handled.values()) await inject(reader, event)
  t.strictSame(
    mirror.view(),
    new Map(platform.rooms.map((room) => [room.RoomId, comparable(room)])),
    'the rooms that it tells of are those of the platform',
  )
})
