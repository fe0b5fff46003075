import { inspect } from 'node:util'
import type { Inbox, InboxRecord } from '@room-callbacks/core/inbox'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, deferred, observed, settled } from '../receiver.ts'

const command = 'Room.CallbackAfterCreateRoom'

/** An inbox whose `put` does what a test wants. */
const inboxThat = (put: Inbox['put']): Inbox => Object.assign(memoryInbox(), { put })

t.test('an After callback is stored, answered, and then handled', async (t) => {
  const inbox = memoryInbox()
  const handling = deferred()
  const { callbacks } = observed({ inbox })
  const events: unknown[] = []
  callbacks.on(command, async (event, context) => {
    await handling.promise
    events.push([event.RoomInfo.RoomId, context.attempt, context.command, context.phase, context.sdkAppId])
  })
  const { status, outcome } = await inject(callbacks, packet(command))
  t.strictSame([status, outcome], [200, 'accepted'], 'the answer waits for no handler')
  t.strictSame(events, [])
  handling.resolve()
  await inbox.drain()
  t.strictSame(events, [[packet(command).RoomInfo.RoomId, 1, command, 'after', String(appId)]])
  await callbacks.close()
  await inbox.close()
})

t.test('what the record holds', async (t) => {
  const records: InboxRecord[] = []
  const { callbacks } = observed({
    inbox: inboxThat(async (record) => {
      records.push(record)
      return 'stored'
    }),
    delivery: false,
    clock: () => 1_700_000_000_000,
  })
  const body = JSON.stringify(packet(command))
  await inject(callbacks, body, { command: command, clientIp: '10.1.2.3', platform: 'Android' })
  await inject(callbacks, packet('Group.CallbackAfterSendMsg'))
  const [first, second] = records as [InboxRecord, InboxRecord]
  t.equal(first.id, first.idempotencyKey)
  t.match(first, {
    sdkAppId: String(appId),
    command,
    receivedAs: command,
    orderKey: `${appId}/room/${packet(command).RoomInfo.RoomId}`,
    clientIp: '10.1.2.3',
    platform: 'Android',
    receivedAt: 1_700_000_000_000,
  })
  t.equal(Buffer.from(first.body).toString(), body)
  t.equal(second.orderKey, `${appId}/room/${packet('Group.CallbackAfterSendMsg').GroupId}`)
  await callbacks.close()
})

t.test('a repetition is answered, told to its hook, and not handled again', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  let handled = 0
  const duplicates: string[] = []
  callbacks.on(command, () => void handled++).on('duplicate', (_event, context) => duplicates.push(context.command))
  const answers = []
  for (let time = 0; time < 3; time++) answers.push(await inject(callbacks, packet(command)))
  t.strictSame(
    answers.map(({ outcome }) => outcome),
    ['accepted', 'duplicate', 'duplicate'],
  )
  t.strictSame(answers[2]?.answer, answers[0]?.answer, 'with the same answer')
  await inbox.drain()
  t.equal(handled, 1)
  t.strictSame(duplicates, [command, command])
  await callbacks.close()
  await inbox.close()
})

t.test('without deduplication each delivery is a callback of its own', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox, deduplication: false })
  const keys = new Set<string>()
  let handled = 0
  callbacks.on(command, (_event, { idempotencyKey }) => {
    handled++
    keys.add(idempotencyKey)
  })
  await inject(callbacks, packet(command))
  await inject(callbacks, packet(command))
  await inbox.drain()
  t.equal(handled, 2)
  t.equal(keys.size, 1, 'the key still tells that they are equal')
  await callbacks.close()
  await inbox.close()
})

t.test('what cannot be stored is not acknowledged', async (t) => {
  const cause = Object.assign(new Error('no space left on device'), { code: 'ENOSPC', record: 'packet of a user' })
  const inbox = inboxThat(() => Promise.reject(cause))
  const { callbacks, rejections } = observed({ inbox })
  callbacks.on(command, () => t.fail('it was not stored'))
  const { status, outcome, answer } = await inject(callbacks, packet(command))
  t.strictSame([status, outcome, answer.ActionStatus, answer.ErrorInfo], [503, 'store-failed', 'FAIL', 'store-failed'])
  t.match(rejections[0]?.error.cause, { message: cause.message, code: 'ENOSPC' })
  t.notOk(inspect(rejections[0]?.error, { depth: 9 }).includes('packet of a user'), 'nothing else of it is passed on')
  t.ok(rejections[0]?.raw, 'the hook has the bytes')
  await callbacks.close()
})

t.test('a full inbox refuses, and says so', async (t) => {
  const inbox = memoryInbox({ capacity: 1 })
  const { callbacks, rejections } = observed({ inbox, delivery: false })
  t.equal((await inject(callbacks, packet(command))).status, 200)
  t.equal((await inject(callbacks, packet('Room.CallbackAfterDestroyRoom'))).status, 503)
  t.match(rejections[0]?.error.message, /capacity/)
  await callbacks.close()
  await inbox.close()
})

t.test('a store that is slow is not answered for', async (t) => {
  const stored = deferred<'stored'>()
  const { callbacks, rejections } = observed({ inbox: inboxThat(() => stored.promise), deadline: 20 })
  const { status, outcome } = await inject(callbacks, packet(command))
  t.strictSame([status, outcome], [503, 'store-failed'])
  t.match(rejections[0]?.error.message, /longer than the deadline/)
  stored.resolve('stored')
  await settled()
  await callbacks.close()
})

t.test('a process that only receives handles nothing', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox, delivery: false })
  callbacks.on(command, () => t.fail('it only receives'))
  await inject(callbacks, packet(command))
  await settled()
  t.equal((await inbox.stats()).waiting, 1)
  await callbacks.close()

  const worker = observed({ inbox })
  let handled = 0
  worker.callbacks.on(command, () => void handled++)
  await inbox.drain()
  t.equal(handled, 1, 'one that mounts nothing delivers')
  await worker.callbacks.close()
  await inbox.close()
})
