import { defineCommand } from '@room-callbacks/core/define'
import { allow, deny, roomCallbacks } from '@room-callbacks/node'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed } from './receiver.ts'

const enter = 'Room.CallbackAfterMemberEnter'
const leave = 'Room.CallbackAfterMemberLeave'
const nothing = (): void => {}

t.test('one handler for a list of commands is told which one it is', async (t) => {
  const { callbacks } = observed()
  const told: string[] = []
  callbacks.on([enter, leave], (event, { command }) => told.push(`${command} ${event.CallbackCommand} ${event.RoomId}`))
  t.strictSame(callbacks.registered(), [enter, leave, 'error', 'rejected'])
  const outcomes = [await inject(callbacks, packet(enter)), await inject(callbacks, packet(leave))]
  t.strictSame(
    outcomes.map(({ outcome }) => outcome),
    ['handled', 'handled'],
  )
  t.strictSame(told, [`${enter} ${enter} rid-123`, `${leave} ${leave} rid-123`])
})

t.test('off takes a list, too', async (t) => {
  const callbacks = roomCallbacks(appId)
    .on([enter, leave], nothing)
    .on(enter, () => 1)
  t.strictSame(callbacks.off([enter, leave], nothing).registered(), [enter])
  t.strictSame(callbacks.on(leave, nothing).off([enter, leave]).registered(), [])
})

t.test('Before commands of a list are decided by the same handler', async (t) => {
  const { callbacks } = observed()
  callbacks.on(['Group.CallbackBeforeSendMsg', 'C2C.CallbackBeforeSendMsg'], ({ From_Account }) =>
    From_Account === 'mallory' ? deny() : allow(),
  )
  for (const command of ['Group.CallbackBeforeSendMsg', 'C2C.CallbackBeforeSendMsg'] as const) {
    t.equal((await inject(callbacks, packet(command, { From_Account: 'mallory' }))).answer.ErrorCode, 1, command)
    t.equal((await inject(callbacks, packet(command, { From_Account: 'alice' }))).answer.ErrorCode, 0, command)
  }
})

t.test('a list is registered whole, or not at all', async (t) => {
  const callbacks = roomCallbacks(appId).on('Live.CallbackBeforeSendGift', () => allow())
  const mistakes: readonly [readonly unknown[], string, RegExp][] = [
    [[], 'unknown-name', /The list of names is empty\.$/],
    [[enter, 'Room.CallbackAfterMemberLeav'], 'unknown-name', /Did you mean "Room\.CallbackAfterMemberLeave"\?$/],
    [[enter, enter], 'unknown-name', /"Room\.CallbackAfterMemberEnter" stands in the list twice\.$/],
    [[enter, 'error'], 'unknown-name', /"error" is no command: register a hook or a family by itself\.$/],
    [[enter, 'Room.*'], 'unknown-name', /"Room\.\*" is no command: register a hook or a family by itself\.$/],
    [[enter, undefined], 'unknown-name', /"undefined"\.$/],
    [
      [enter, 'Live.CallbackBeforeSendGift'],
      'duplicate-handler',
      /BeforeSendGift", registered at .*registration-lists/,
    ],
  ]
  for (const [names, code, message] of mistakes) {
    t.throws(() => callbacks.on(names as never, nothing as never), { code, message })
  }
  t.throws(() => callbacks.on([enter, leave], 5 as never), {
    code: 'invalid-handler',
    message: /"Room\.CallbackAfterMemberEnter, Room\.CallbackAfterMemberLeave"/,
  })
  t.strictSame(callbacks.registered(), ['Live.CallbackBeforeSendGift'])
})

t.test('a family has the After commands whose words begin with it, after their own handlers', async (t) => {
  const { callbacks } = observed()
  const order: string[] = []
  callbacks
    .on('*', (_event, { command }) => order.push(`every ${command}`))
    .on('Group.*', (event, { command, phase }) => order.push(`family ${command} ${event.CallbackCommand} ${phase}`))
    .on('Group.CallbackAfterSendMsg', () => order.push('own'))
    .on('Live.*', () => order.push('Live'))
  await inject(callbacks, packet('Group.CallbackAfterSendMsg'))
  await inject(callbacks, packet('Group.CallbackAfterGroupFull'))
  const { outcome } = await inject(callbacks, packet('Group.CallbackBeforeCreateGroup'))
  t.equal(outcome, 'unhandled', 'a family decides about nothing')
  await callbacks.close()
  t.strictSame(order, [
    'own',
    'family Group.CallbackAfterSendMsg Group.CallbackAfterSendMsg after',
    'every Group.CallbackAfterSendMsg',
    'family Group.CallbackAfterGroupFull Group.CallbackAfterGroupFull after',
    'every Group.CallbackAfterGroupFull',
    'every Group.CallbackBeforeCreateGroup',
  ])
})

t.test('commands of a user belong to their families', async (t) => {
  const { callbacks } = observed()
  const opened = defineCommand('Group.CallbackAfterKioskOpened', { phase: 'after', body: {} })
  const closing = defineCommand('Shop.CallbackBeforeClose', {
    phase: 'before',
    body: {},
    answer: { verdicts: ['allow', 'deny'], platformDefault: 'allow' },
  })
  const told: string[] = []
  callbacks
    .on('Group.*', (_event, { command }) => told.push(command))
    .on(opened, nothing)
    .on(closing, () => allow())
  t.throws(() => callbacks.on('Shop.*' as never, nothing), { code: 'unknown-name', message: /has none\.$/ })
  await inject(callbacks, { CallbackCommand: 'Group.CallbackAfterKioskOpened' })
  t.strictSame(told, ['Group.CallbackAfterKioskOpened'])
})

t.test('a family without After commands, and one that Tencent does not have, stop the start', async (t) => {
  const { callbacks } = observed()
  const mistakes: readonly [string, RegExp][] = [
    ['Chatbot.*', /"Chatbot\.\*" stands for After commands, and this family has none\.$/],
    ['Grop.*', /"Grop\.\*"\. Did you mean "Group\.\*"\?$/],
    ['group.*', /Did you mean "Group\.\*"\?$/],
    ['Group.CallbackBefore*', /"Group\.CallbackBefore\*"\.$/],
    ['Group*', /Did you mean "Group\.\*"\?$/],
    ['.*', /"\.\*"\./],
    ['*.*', /"\*\.\*"\./],
  ]
  for (const [name, message] of mistakes) {
    for (const change of [() => callbacks.on(name as never, nothing as never), () => callbacks.off(name as never)]) {
      t.throws(change, { code: 'unknown-name', message }, name)
    }
  }
})

t.test('a failure names the family, and where its handler was registered', async (t) => {
  const { callbacks, errors } = observed()
  callbacks.on('Group.*', () => {
    throw new Error('broken')
  })
  t.equal((await inject(callbacks, packet('Group.CallbackAfterSendMsg'))).outcome, 'handler-failed')
  t.match(
    errors[0]?.message,
    /It is one of "Group\.\*", registered at .*registration-lists.*, given Group\.CallbackAfterSendMsg\./,
  )
})

t.test('an inbox delivers what a family handles, each word once', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  const told: string[] = []
  callbacks.on('Live.*', (_event, { command }) => told.push(command)).on('Live.CallbackAfterCreateRoom', nothing)
  t.equal((await inject(callbacks, packet('Live.CallbackAfterCreateRoom'))).outcome, 'accepted')
  const renamed = packet('Live.CallbackAfterMemberStateChanged', {
    CallbackCommand: 'Live.CallbackMemberStateChanged' as never,
  })
  t.equal((await inject(callbacks, renamed)).outcome, 'accepted')
  await inbox.drain({ timeout: 10_000 })
  t.strictSame(told.sort(), ['Live.CallbackAfterCreateRoom', 'Live.CallbackAfterMemberStateChanged'])
  await callbacks.close()
  await inbox.close()
})
