import { channel, subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel'
import { readInboxOptions } from '@room-callbacks/core/inbox'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { deferred, observed } from '../receiver.ts'

const command = 'Room.CallbackAfterCreateRoom'

t.test('what a subscriber puts into the carrier stands in it at the delivery', async (t) => {
  const steps: unknown[] = []
  const storing = { start: (message: unknown) => Object.assign((message as Message).carrier, { traceparent: '00-1' }) }
  const delivering = {
    start(message: unknown) {
      const { carrier, attempt, receivedAs, id } = message as Message
      steps.push([carrier, attempt, receivedAs, typeof id])
    },
  }
  const [stores, deliveries] = [tracingChannel('room-callbacks:store'), tracingChannel('room-callbacks:deliver')]
  stores.subscribe(storing as never)
  deliveries.subscribe(delivering as never)
  t.teardown(() => {
    stores.unsubscribe(storing as never)
    deliveries.unsubscribe(delivering as never)
  })
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  callbacks.on(command, () => {})
  await inject(callbacks, packet(command))
  await inbox.drain()
  t.strictSame(steps, [[{ traceparent: '00-1' }, 1, command, 'string']])
  await callbacks.close()
  await inbox.close()
})

interface Message {
  readonly carrier: Record<string, string>
  readonly attempt: number
  readonly receivedAs: string
  readonly id: string
}

t.test('each thing that happens to an entry is published', async (t) => {
  const types: string[] = []
  const onEvent = (event: unknown): void => void types.push((event as { type: string }).type)
  subscribe('room-callbacks:inbox', onEvent)
  t.teardown(() => unsubscribe('room-callbacks:inbox', onEvent))
  t.ok(channel('room-callbacks:inbox').hasSubscribers)
  const never = deferred()
  const inbox = memoryInbox({ capacity: 1 })
  const { callbacks } = observed({ inbox })
  callbacks.on(command, () => {}).on('Room.CallbackAfterMemberEnter', () => never.promise)
  await inject(callbacks, packet(command))
  await inbox.drain()
  await inject(callbacks, packet(command))
  await inject(callbacks, { CallbackCommand: 'Room.CallbackAfterTomorrow' })
  await inject(callbacks, packet('Room.CallbackAfterDestroyRoom'))
  await inject(callbacks, packet('Room.CallbackAfterMemberEnter'))
  await inject(callbacks, packet('Room.CallbackAfterMemberEnter', { RoomId: 'another' }))
  t.strictSame(types, ['stored', 'handled', 'duplicate', 'stored', 'unhandled', 'stored', 'full'])
  never.resolve()
  await callbacks.close()
  await inbox.close()
})

t.test('options are checked at once', async (t) => {
  t.throws(() => observed({ delivery: false }), { code: 'invalid-option', message: /delivery.*inbox/ })
  t.throws(() => observed({ recordDecisions: true }), { code: 'invalid-option', message: /recordDecisions.*inbox/ })
  t.throws(() => observed({ inbox: {} as never }), { code: 'invalid-option', message: /inbox/ })
  t.throws(() => readInboxOptions({ attempt: 1 } as never), { code: 'invalid-option', message: /"attempt".*attempts/ })
  t.throws(() => readInboxOptions({ attempts: 0 }), {
    code: 'invalid-option',
    message: /^.*attempts: expected number, at least 1\./,
  })
  t.throws(() => readInboxOptions(7 as never), { code: 'invalid-option', message: /expected an object/ })
  t.match(readInboxOptions({ attempts: 2 }), { attempts: 2, order: 'none', concurrency: 32 })
})
