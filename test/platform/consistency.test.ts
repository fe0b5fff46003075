import type { RoomOperations } from '@room-callbacks/testing'
import t from 'tap'
import { type Answering, connected } from './receiver.ts'

const live = { product: 'live', RoomId: 'l', Owner_Account: 'alice' } as const
const meeting = { product: 'conference', RoomId: 'm', Owner_Account: 'alice' } as const

t.test('a room is shown as it is now', async (t) => {
  const { platform } = await connected(t)
  await platform.createRoom(live)
  await platform.enter('l', ['bob', 'carol'])
  await platform.leave('l', 'carol')
  await platform.takeSeat('l', 'bob', 3)
  await platform.lockSeat('l', 1, { IsTakenDisabled: true })
  await platform.changeOwner('l', 'bob')
  const room = platform.room('l')
  t.match(room?.RoomInfo, { Owner_Account: 'bob', ViewCount: 2 })
  t.same(
    room?.seats.map(({ Index }) => Index),
    [1, 3],
    'by Index',
  )
  await platform.createRoom(meeting)
  const { RoomInfo, Owner_Account } = await platform.changeOwner('m', 'bob')
  t.same([RoomInfo['Owner_Account'], Owner_Account], ['bob', 'bob'])
  t.notOk('ViewCount' in RoomInfo, 'a meeting counts no views')
})

t.test('no member enters twice, and no callback is sent for an empty list', async (t) => {
  const { platform, packets } = await connected(t)
  await platform.createRoom({ ...live, MaxMemberCount: 1 })
  await t.rejects(platform.enter('l', ['bob', 'bob']), { code: 'already-in-room' })
  t.same(platform.room('l')?.members, [])
  await platform.enter('l', [])
  await platform.setMetadata('l', {})
  await platform.modifyAdmins('l', 'add', [])
  await platform.follow('bob', [])
  await platform.unfollow('bob', [])
  t.same(
    (await packets()).map(({ CallbackCommand }) => CallbackCommand),
    ['Live.CallbackAfterCreateRoom'],
  )
})

t.test('a heartbeat that was not lost does not come back', async (t) => {
  const { platform } = await connected(t)
  await platform.createRoom(live)
  await platform.enter('l', 'bob')
  await t.rejects(platform.recoverHeartbeat('l', 'carol'), { code: 'not-in-room' })
  await platform.loseHeartbeat('l', 'bob')
  t.same((await platform.recoverHeartbeat('l', 'bob')).members, ['bob'])
  await t.rejects(platform.recoverHeartbeat('l', 'bob'), { code: 'already-in-room' })
  await platform.leave('l', 'bob')
  await t.rejects(platform.recoverHeartbeat('l', 'bob'), { code: 'not-in-room' }, 'who left is not lost')
})

t.test('a room without seats has none', async (t) => {
  const { platform } = await connected(t)
  await platform.createRoom({ ...live, IsSeatEnabled: false })
  await platform.enter('l', 'bob')
  await t.rejects(platform.takeSeat('l', 'bob', 0), { code: 'no-such-seat' })
})

t.test('a battle is between different rooms', async (t) => {
  const { platform } = await connected(t)
  for (const RoomId of ['a', 'b']) await platform.createRoom({ ...live, RoomId })
  for (const rooms of [['a'], ['b', 'b']]) {
    await t.rejects(platform.createBattle('a', rooms), { code: 'in-a-battle' }, rooms.join())
  }
  await t.rejects(platform.createBattle('a', []), { code: 'not-invited' })
  t.equal(platform.room('a')?.BattleId, undefined)
})

const asked: Readonly<Record<string, (room: RoomOperations) => Promise<unknown>>> = {
  message: (room) => room.sendMessage('l', { From_Account: 'bob', Text: 'hello' }),
  gift: (room) => room.sendGift('l', { From_Account: 'bob', GiftId: 'rose' }),
}
for (const [name, ask] of Object.entries(asked)) {
  t.test(`a room that is destroyed while a ${name} is judged gets none, and tells of none`, async (t) => {
    const held: (() => void)[] = []
    const answering: Answering = ({ packet }, response) => {
      if (!packet.CallbackCommand.includes('Before')) return undefined
      held.push(() => response.end('{"ErrorCode":0}'))
      return ''
    }
    const { platform, packets } = await connected(t, {}, answering)
    await platform.createRoom(live)
    const asking = t.rejects(ask(platform), { code: 'no-such-room' })
    while (held.length === 0) await new Promise(setImmediate)
    await platform.destroyRoom('l')
    // Another one of its name is another room.
    await platform.createRoom(live)
    held[0]?.()
    await asking
    const told = (await packets()).map(({ CallbackCommand }) => CallbackCommand)
    t.same(told.slice(2), ['Live.CallbackAfterDestroyRoom', 'Live.CallbackAfterCreateRoom'])
  })
}

t.test('what is told not to fail is no way to fail', async (t) => {
  const { platform } = await connected(t)
  t.throws(() => platform.failNext({ hang: false }), { code: 'invalid-option' })
  t.doesNotThrow(() => platform.failNext({ code: 100001, hang: false }))
})

t.test('one fault more does not shift the others', async (t) => {
  const duplicated = async (variants: number) => {
    const { platform } = await connected(t, { faults: { duplicate: 0.5, variants } })
    await platform.createRoom(live)
    for (let index = 0; index < 20; index++) await platform.enter('l', `viewer-${index}`)
    await platform.settled()
    return platform.log.filter(({ duplicateOf }) => duplicateOf !== undefined).map(({ packet }) => packet['MemberList'])
  }
  const without = await duplicated(0)
  t.ok(without.length > 3)
  t.same(await duplicated(0.5), without)
})
