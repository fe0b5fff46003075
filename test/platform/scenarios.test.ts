import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EventMap, RoomCallbacks } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import {
  type FaultOptions,
  type GiftResult,
  type MessageResult,
  type Platform,
  playScenario,
  type ScenarioStep,
  type SentCallback,
  scenarios,
} from '@room-callbacks/testing'
import t from 'tap'
import { hosts } from '../contract/all-hosts.ts'
import { appId } from '../contract/hosts.ts'
import { patience, startPlatform } from '../unhurried.ts'
import { judgeGift, judgeMessage, register } from './judge.ts'
import { comparable, Mirror } from './mirror.ts'

const token = 'tRtcWebhookToken01'
const faults: FaultOptions = {
  duplicate: 0.2,
  reorder: 0.2,
  delay: 0.1,
  delayUpTo: 3,
  dropBeforeBody: 0.1,
  dropAfterBody: 0.1,
  variants: 0.4,
  largeIds: 0.5,
  unknownFields: 0.2,
  unknownCommands: 0.1,
}

type ClientResult = MessageResult | GiftResult

/** What the sender of a message must have seen, by what the receiver decides and what became of the callback. */
function expectedMessage({ packet, outcome }: SentCallback): object {
  const message = packet as unknown as EventMap['Group.CallbackBeforeSendMsg']
  const delivered = { status: 'delivered', MsgBody: message.MsgBody }
  if (outcome === 'failed') return delivered
  const verdict = judgeMessage(message)
  if (verdict.kind === 'drop') return { status: 'dropped' }
  if (verdict.kind === 'replace') return { ...delivered, ...verdict.fields }
  if (verdict.kind === 'allow') return delivered
  return { status: 'refused', code: verdict.code === 1 ? 10016 : verdict.code, text: verdict.text }
}

function expectedGift({ packet, outcome }: SentCallback): object {
  if (outcome === 'failed') return { status: 'blocked' }
  const verdict = judgeGift(packet as unknown as EventMap['Live.CallbackBeforeSendGift'])
  return verdict.kind === 'allow' ? { status: 'sent' } : { status: 'blocked', code: verdict.code, text: verdict.text }
}

const statuses = ['delivered', 'refused', 'dropped', 'sent', 'blocked']

/** Every result of a message or a gift, in an order of their own: parts of an evening are played at once. */
const resultsOf = (steps: readonly ScenarioStep[]): string[] =>
  steps
    .map(({ result }) => result as ClientResult | undefined)
    .filter((result) => statuses.includes(result?.status as string))
    .map((result) => {
      const { MsgSeq: _, CloudCustomData: __, ...rest } = result as Extract<MessageResult, { status: 'delivered' }>
      return JSON.stringify(rest)
    })
    .sort()

function expectedResults(platform: Platform): string[] {
  const asked = platform.log.filter(({ command }) => command.includes('.CallbackBefore'))
  return asked
    .map((sent) => (sent.command.startsWith('Live.') ? expectedGift(sent) : expectedMessage(sent)))
    .map((result) => JSON.stringify(result))
    .sort()
}

/** Those of Chat and Call have a test of their own. */
const ofChat: readonly string[] = ['chat-room', 'friendship', 'call']

for (const host of hosts) {
  t.test(`${host.name}: what clients see and what the receiver mirrors agree with the platform's record`, async (t) => {
    for (const scenario of Object.values(scenarios).filter(({ name }) => !ofChat.includes(name))) {
      await t.test(scenario.title, async (t) => {
        const mirror = new Mirror()
        const refused: string[] = []
        const running = await host.start({
          options: { token },
          register: (callbacks: RoomCallbacks<unknown>) => {
            mirror.register(callbacks)
            register(callbacks)
            callbacks.on('rejected', ({ outcome }) => refused.push(outcome))
          },
        })
        const platform = await startPlatform({ seed: 20, faults, retries: 8 })
        t.teardown(async () => {
          await platform.close()
          await running.close()
        })
        platform.configure({ url: running.url, token })

        const steps = await playScenario(platform, scenario)
        await running.callbacks.close()

        t.same(resultsOf(steps), expectedResults(platform), 'what clients see')
        const record = new Map(platform.rooms.map((room) => [room.RoomId, comparable(room)]))
        t.same(mirror.view(), record, 'the rooms')
        const after = platform.log.filter(({ command }) => !command.includes('.CallbackBefore'))
        t.ok(
          after.every(({ outcome }) => outcome === 'acknowledged'),
          'every notification arrived in the end',
        )
        t.same(
          refused.filter((outcome) => outcome !== 'aborted'),
          [],
          'nothing is refused but broken connections',
        )
        t.ok(
          platform.log.some(({ faults }) => faults.length > 0),
          'something went wrong on purpose',
        )
      })
    }
  })
}

t.test('a receiver that goes away now and then misses nothing, if what failed is sent again', async (t) => {
  const mirror = new Mirror()
  const callbacks = roomCallbacks(appId, { deadline: patience })
  mirror.register(callbacks as RoomCallbacks<never> as RoomCallbacks<unknown>)
  const server = createServer(callbacks)
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const platform = await startPlatform({ retries: 20, retryDelay: 20 })
  t.teardown(() => platform.close())
  platform.configure({ url: `http://127.0.0.1:${port}` })

  let outages = Promise.resolve()
  const goAway = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await listen(port)
  }
  const onStep = ({ number }: ScenarioStep): void => {
    if (number % 5 === 0) outages = outages.then(goAway)
  }
  await playScenario(platform, scenarios.mixedEvening, { onStep })
  await outages
  server.closeAllConnections()
  server.close()
  await callbacks.close()
  t.same(mirror.view(), new Map(platform.rooms.map((room) => [room.RoomId, comparable(room)])))
  const failures = platform.log.flatMap(({ attempts }) => attempts.map(({ failure }) => failure))
  t.ok(failures.includes('connection-failed'), 'it was really away')
})

t.test('followers are told apart from rooms', async (t) => {
  const mirror = new Mirror()
  const running = await (hosts[1] as (typeof hosts)[number]).start({
    register: (callbacks) => mirror.register(callbacks),
  })
  const platform = await startPlatform()
  t.teardown(async () => {
    await platform.close()
    await running.close()
  })
  platform.configure({ url: running.url })
  await playScenario(platform, scenarios.follow)
  t.same(
    mirror.follows
      .present()
      .map(([pair]) => pair)
      .sort(),
    ['bob alice', 'carol alice'],
  )
  t.same(platform.rooms, [])
})

t.test('a scenario keeps its pace, tells each step, and ends when it is told to', async (t) => {
  const platform = await startPlatform()
  t.teardown(() => platform.close())
  const told: ScenarioStep[] = []
  const steps = await playScenario(platform, scenarios.metadata, { pace: 1, prefix: 'a', onStep: (s) => told.push(s) })
  t.same(told, steps)
  t.match(steps[0], { scenario: 'metadata', number: 1, text: 'alice goes live', result: { RoomId: 'a-live' } })
  t.same(
    platform.rooms.map(({ RoomId }) => RoomId),
    ['a-live'],
  )

  const controller = new AbortController()
  const onStep = ({ number }: ScenarioStep): void => {
    if (number === 2) controller.abort()
  }
  const options = { onStep, prefix: 'b', pace: 1, signal: controller.signal }
  await t.rejects(playScenario(platform, scenarios.metadata, options), { name: 'AbortError' })
  t.same(platform.room('b-live')?.metadata, { song: 'Greensleeves', key: 'A minor' })
  await t.rejects(playScenario(platform, scenarios.metadata, { tempo: 1 } as never), { code: 'invalid-option' })
})
