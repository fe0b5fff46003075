import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { deny, type Reply } from '@room-callbacks/core'
import { type NodeRoomCallbacks, roomCallbacks } from '@room-callbacks/node'
import { packet } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { check } from './check.ts'
import { DeliveryModel, deadline, type Kind } from './delivery-model.ts'
import { expectCoded } from './expect-coded.ts'
import { appId } from './watched-receiver.ts'

type Operation =
  | { readonly do: 'deliver'; readonly key: number }
  | { readonly do: 'finish'; readonly pick: number; readonly succeeds: boolean }
  | { readonly do: 'pass'; readonly milliseconds: number }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver'), key: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('finish'), pick: fc.nat(), succeeds: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass'), milliseconds: fc.integer({ min: 1, max: 1600 }) }) },
)

/** A receiver whose handler is finished by hand, and what became of each delivery. */
class Bench {
  readonly replies: (Reply | undefined)[] = []
  /** The calls of the handler that are not finished, with their room. */
  readonly running = new Map<number, { readonly room: string; readonly finish: (succeeds: boolean) => void }>()
  readonly succeeded: string[] = []
  runs = 0
  readonly #kind: Kind
  readonly #callbacks: NodeRoomCallbacks

  constructor(kind: Kind) {
    this.#kind = kind
    this.#callbacks = roomCallbacks(appId, { deadline, ack: kind === 'received' ? 'received' : 'handled' })
      .on('Room.CallbackAfterDestroyRoom', ({ RoomId }) => this.#run(RoomId))
      .on('Group.CallbackBeforeSendMsg', async ({ GroupId }) => deny(10100 + (await this.#run(GroupId))))
      .on('error', ({ code }) => assert.equal(code, 'handler-failed'))
  }

  deliver(key: number): void {
    const event =
      this.#kind === 'before'
        ? packet('Group.CallbackBeforeSendMsg', { GroupId: `room ${key}` })
        : packet('Room.CallbackAfterDestroyRoom', { RoomId: `room ${key}` })
    const reply = this.#callbacks.receive({
      method: 'POST',
      query: `SdkAppid=${appId}&CallbackCommand=${event.CallbackCommand}&RequestTime=${this.replies.length}`,
      headers: {},
      body: { kind: 'text', text: JSON.stringify(event) },
      remoteAddress: undefined,
      host: undefined as never,
    })
    const index = this.replies.push(undefined) - 1
    void reply?.then((value) => {
      this.replies[index] = expectCoded(value)
    })
  }

  finish(run: number, succeeds: boolean): void {
    this.running.get(run)?.finish(succeeds)
    this.running.delete(run)
  }

  close(): Promise<void> {
    return this.#callbacks.close()
  }

  #run(room: string): Promise<number> {
    const run = this.runs++
    return new Promise((resolve, reject) => {
      const finish = (succeeds: boolean) => {
        if (succeeds) this.succeeded.push(room)
        if (succeeds) resolve(run)
        else reject(new Error('as asked'))
      }
      this.running.set(run, { room, finish })
    })
  }
}

/** Lets everything happen that waits for no clock. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await turn()
}

const bodyOf = (run: number | undefined): string =>
  run === undefined
    ? '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}'
    : `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":${10100 + run}}`

function compare(bench: Bench, model: DeliveryModel): void {
  assert.equal(bench.runs, model.runs, 'the handler was called as often as the model says')
  for (const [index, { answered }] of model.deliveries.entries()) {
    const reply = bench.replies[index]
    assert.equal(reply?.outcome, answered?.outcome, `delivery ${index}`)
    if (reply?.status === 200) assert.equal(reply.body, bodyOf(answered?.run), `delivery ${index}`)
  }
}

let time = 0

for (const kind of ['after', 'received', 'before'] as const) {
  t.test(`any interleaving of deliveries, ${kind}`, async (t) => {
    await check(
      t,
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
        mock.timers.enable({ apis: ['setTimeout'] })
        // What the machine takes for a step must not count: a deadline is reckoned by this clock.
        time = 0
        mock.method(performance, 'now', () => time)
        try {
          await play(kind, operations)
        } finally {
          mock.reset()
          mock.timers.reset()
        }
      }),
    )
  })
}

async function play(kind: Kind, operations: readonly Operation[]): Promise<void> {
  const bench = new Bench(kind)
  const model = new DeliveryModel(kind)
  const finish = (run: number | undefined, succeeds: boolean) => {
    if (run === undefined) return
    bench.finish(run, succeeds)
    model.finish(run, succeeds)
  }
  for (const operation of operations) {
    if (operation.do === 'deliver') {
      bench.deliver(operation.key)
      model.deliver(operation.key)
    } else if (operation.do === 'finish') {
      const runs = [...bench.running.keys()]
      finish(runs[operation.pick % runs.length], operation.succeeds)
    } else {
      time += operation.milliseconds
      mock.timers.tick(operation.milliseconds)
      model.pass(operation.milliseconds)
    }
    await settle()
    compare(bench, model)
  }
  while (bench.running.size > 0) {
    for (const run of [...bench.running.keys()]) finish(run, true)
    await settle()
    compare(bench, model)
  }
  assert.ok(
    bench.replies.every((reply) => reply !== undefined),
    'every delivery is answered',
  )
  // A verdict that came after its deadline decided nothing: its message was answered already.
  if (kind !== 'before') assert.equal(new Set(bench.succeeded).size, bench.succeeded.length, 'no room succeeds twice')
  const rooms = new Set(operations.flatMap((operation) => (operation.do === 'deliver' ? [operation.key] : [])))
  assert.ok(bench.runs >= rooms.size, 'every packet reached its handler')
  await bench.close()
}
