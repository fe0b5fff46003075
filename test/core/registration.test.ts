import { defineCommand } from '@room-callbacks/core/define'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const gift = 'Live.CallbackBeforeSendGift'
const nothing = (): void => {}

t.test('handlers of an After command run in order of registration, then those of every command', async (t) => {
  const { callbacks } = observed()
  const order: string[] = []
  callbacks
    .on('*', () => order.push('every'))
    .on(command, async () => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      order.push('first')
    })
    .on(command, () => order.push('second'))
  await inject(callbacks, packet(command))
  t.strictSame(order, ['first', 'second', 'every'])
})

t.test('on and off chain, registered tells the names', async (t) => {
  const callbacks = roomCallbacks(appId)
  const returned = callbacks
    .on(command, nothing)
    .on(gift, nothing as never)
    .on('*', nothing)
    .on('error', nothing)
  t.equal(returned, callbacks)
  t.strictSame(callbacks.registered(), ['*', gift, command, 'error'])
  t.equal(callbacks.off('*'), callbacks)
  t.strictSame(callbacks.registered(), [gift, command, 'error'])
})

t.test('off removes one handler, or all of a name', async (t) => {
  const { callbacks } = observed()
  const order: string[] = []
  const first = () => order.push('first')
  const second = () => order.push('second')
  callbacks.on(command, first).on(command, second).on(command, first).off(command, first)
  await inject(callbacks, packet(command))
  t.strictSame(order, ['second'])

  const other = observed().callbacks
  other.on(command, first).on(command, second).off(command).off(command, first)
  t.equal((await inject(other, packet(command))).outcome, 'unhandled')
  t.strictSame(order, ['second'])
})

t.test('a Before command takes a second handler only after its first was removed', async (t) => {
  const { callbacks } = observed()
  callbacks.on(gift, nothing as never)
  t.throws(() => callbacks.on(gift, nothing as never), { code: 'duplicate-handler', message: /BeforeSendGift/ })
  callbacks.off(gift).on(gift, nothing as never)
})

t.test('a name that is no name is refused', async (t) => {
  const { callbacks } = observed()
  for (const name of [undefined, null, 5, 'Room.Nothing', 'constructor', '__proto__', 'toString', '', 'Error']) {
    t.throws(() => callbacks.on(name as never, nothing as never), { code: 'unknown-name' }, String(name))
    t.throws(() => callbacks.off(name as never), { code: 'unknown-name' }, String(name))
  }
  t.throws(() => callbacks.on('Room.CallbackUpdateRoomInfo' as never, nothing as never), {
    code: 'unknown-name',
    message: /is now Room\.CallbackAfterUpdateRoomInfo\./,
  })
})

t.test('a name that is nearly one is told the one that was meant, by on() and off()', async (t) => {
  const { callbacks } = observed()
  const meant: readonly [string, RegExp | undefined][] = [
    ['Room.CallbackAfterMemberEntre', /"Room\.CallbackAfterMemberEnter"\?$/],
    ['room.callbackaftermemberenter', /"Room\.CallbackAfterMemberEnter"\?$/],
    [' Room.CallbackAfterMemberEnter', /"Room\.CallbackAfterMemberEnter"\?$/],
    ['Live.CallbackAfterSendGift', /"Live\.CallbackBeforeSendGift"\?$/],
    ['Live.CallbackAfterMemberEnter', /"Room\.CallbackAfterMemberEnter"\?$/],
    ['CallbackAfterCreateRoom', /"Live\.CallbackAfterCreateRoom", or "Room\.CallbackAfterCreateRoom"\?$/],
    ['AfterChangeOwner', /"Live\.CallbackAfterChangeOwner"\?$/],
    ['Error', /"error"\?$/],
    ['reject', /"rejected"\?$/],
    ['Group.CallbackAfterMemberExti', /"Group\.CallbackAfterMemberExit"\?$/],
    ['Test.CallbackAfterKioskOpende', /"Test\.CallbackAfterKioskOpened"\?$/],
    ['all', undefined],
    ['Shop.Closed', undefined],
    ['x'.repeat(100_000), undefined],
  ]
  callbacks.on(defineCommand('Test.CallbackAfterKioskOpened', { phase: 'after', body: {} }), nothing)
  for (const [name, message] of meant) {
    const register = () => callbacks.on(name as never, nothing as never)
    for (const change of [register, () => callbacks.off(name as never)]) {
      try {
        change()
        t.fail(`${name} is no name`)
      } catch (error) {
        const told = (error as Error).message
        t.ok(told.length < 500)
        if (message) t.match(told, message)
        else t.notMatch(told, /Did you mean/)
      }
    }
  }
})

t.test('a handler is a function', async (t) => {
  const { callbacks } = observed()
  for (const handler of [undefined, null, 'handler', {}]) {
    t.throws(() => callbacks.on(command, handler as never), { code: 'invalid-handler', message: /MemberEnter/ })
  }
})

t.test('nothing is registered or removed after the first callback', async (t) => {
  const { callbacks } = observed()
  await inject(callbacks, packet(command))
  t.throws(() => callbacks.on(command, nothing), { code: 'late-registration' })
  t.throws(() => callbacks.off('rejected'), { code: 'late-registration' })
})

t.test('requests of others do not end the registration', async (t) => {
  const { callbacks } = observed()
  const request = { method: 'POST', query: 'a=b', headers: {}, body: { kind: 'consumed' } as const }
  t.equal(callbacks.receive({ ...request, remoteAddress: undefined, host: undefined as never }), undefined)
  callbacks.on(command, nothing)
})
