import { defineCommand } from '@room-callbacks/core/define'
import type { Inbox } from '@room-callbacks/core/inbox'
import { allow } from '@room-callbacks/node'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import Type from 'typebox'
import { observed, settled } from '../receiver.ts'

const tomorrow = 'Room.CallbackAfterTomorrow'

t.test('a command that the catalog does not know is kept until it does', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  const unknown: string[] = []
  callbacks.on('unknown', (_packet, context) => unknown.push(context.command))
  const { status, outcome } = await inject(callbacks, { CallbackCommand: tomorrow, RoomId: 'r' })
  t.strictSame([status, outcome], [200, 'unknown-command'])
  t.strictSame(unknown, [tomorrow])
  const [letter] = await inbox.list('dead')
  t.match(letter, { error: { code: 'unknown-command' }, record: { command: tomorrow, orderKey: /\/r$/ } })

  await inbox.retry('all')
  await inbox.drain()
  t.match(await inbox.list('waiting'), [{ record: { command: tomorrow } }], 'retried too early, it is kept')
  await callbacks.close()

  const updated = observed({ inbox })
  const events: unknown[] = []
  const command = defineCommand(tomorrow, { phase: 'after', body: { RoomId: Type.String() } })
  updated.callbacks.on(command, ({ RoomId }) => events.push(RoomId))
  await settled()
  await inbox.drain()
  t.strictSame(events, ['r'])
  await updated.callbacks.close()
  await inbox.close()
})

t.test('a packet that does not fit its schema is kept with its bytes', async (t) => {
  const inbox = memoryInbox()
  const { callbacks, rejections } = observed({ inbox })
  callbacks.on('*', () => {})
  const body = '{"CallbackCommand":"Room.CallbackAfterCreateRoom","RoomInfo":7}'
  const { status, outcome } = await inject(callbacks, body, { command: 'Room.CallbackAfterCreateRoom' })
  t.strictSame([status, outcome], [400, 'invalid-packet'])
  const [letter] = await inbox.list('dead')
  t.match(letter?.error, { code: 'invalid-packet', message: /Operator_Account is missing/ })
  t.equal(Buffer.from(letter?.record.body as Uint8Array).toString(), body)
  t.equal(rejections.length, 1)
  await inbox.retry('all')
  await inbox.drain()
  t.equal((await inbox.stats()).dead, 1, 'it fits no better now')
  await callbacks.close()
  await inbox.close()
})

t.test('JSON that is no object is no event, but is kept too', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  await inject(callbacks, '[1]', { command: 'Room.CallbackAfterCreateRoom' })
  await inject(callbacks, '[1]', { command: tomorrow })
  t.match(await inbox.list('dead'), [
    { error: { code: 'invalid-packet' }, record: { command: 'Room.CallbackAfterCreateRoom' } },
    { error: { code: 'invalid-packet' }, record: { command: tomorrow } },
  ])
  await callbacks.close()
  await inbox.close()
})

t.test('what is refused for another reason is not kept', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  await inject(callbacks, '{', { command: 'Room.CallbackAfterCreateRoom' })
  await inject(callbacks, packet('Room.CallbackAfterCreateRoom'), { command: 'Room.CallbackAfterDestroyRoom' })
  t.equal((await inbox.stats()).dead, 0)
  await callbacks.close()
  await inbox.close()
})

const broken = (): Inbox => Object.assign(memoryInbox(), { put: () => Promise.reject(new Error('down')) })

t.test('a refused packet that cannot be kept is not acknowledged either', async (t) => {
  const { callbacks } = observed({ inbox: broken() })
  t.equal((await inject(callbacks, { CallbackCommand: tomorrow })).outcome, 'store-failed')
  const invalid = { CallbackCommand: 'Room.CallbackAfterCreateRoom', RoomInfo: 7 }
  t.equal((await inject(callbacks, invalid)).outcome, 'store-failed')
  await callbacks.close()
})

t.test('a Before callback that does not fit is answered first', async (t) => {
  const gift = { CallbackCommand: 'Live.CallbackBeforeSendGift', RoomId: 7.5 }
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  t.equal((await inject(callbacks, gift)).outcome, 'invalid-packet')
  await callbacks.close()
  t.match(await inbox.list('dead'), [{ error: { code: 'invalid-packet' }, record: { command: gift.CallbackCommand } }])
  const later = observed({ inbox })
  later.callbacks.on('Live.CallbackBeforeSendGift', () => t.fail('what it asked was decided long ago') as never)
  await inbox.retry('all')
  await inbox.drain()
  t.match(await inbox.list('dead'), [{ error: { code: 'too-late' } }])
  await later.callbacks.close()
  await inbox.close()

  const failing = observed({ inbox: broken() })
  t.equal((await inject(failing.callbacks, gift)).outcome, 'invalid-packet', 'and its answer waits for no store')
  await failing.callbacks.close()
  t.match(failing.errors, [{ code: 'inbox-failed', cause: { message: 'down' } }])
})

t.test('decisions are kept with their answers, if that is wanted', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox, recordDecisions: true })
  callbacks.on('Live.CallbackBeforeSendGift', () => allow())
  const gift = packet('Live.CallbackBeforeSendGift')
  const answers = [await inject(callbacks, gift), await inject(callbacks, gift)]
  await callbacks.close()
  const records = await inbox.list('recorded')
  t.strictSame(
    records.map(({ record }) => JSON.parse(record.answer as string)),
    answers.map(({ answer }) => answer),
    'two equal gifts are two decisions',
  )
  await inbox.close()
})

t.test('a decision does not wait for its record', async (t) => {
  const { callbacks, errors } = observed({ inbox: broken(), recordDecisions: true })
  callbacks.on('Live.CallbackBeforeSendGift', () => allow())
  t.equal((await inject(callbacks, packet('Live.CallbackBeforeSendGift'))).outcome, 'handled')
  await callbacks.close()
  t.match(errors, [{ code: 'inbox-failed' }])
})

t.test('without that option nothing of a Before callback is stored', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  callbacks.on('Live.CallbackBeforeSendGift', () => allow())
  await inject(callbacks, packet('Live.CallbackBeforeSendGift'))
  t.match(await inbox.stats(), { waiting: 0, recorded: 0 })
  await callbacks.close()
  await inbox.close()
})
