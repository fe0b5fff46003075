import { deepEqual } from 'node:assert/strict'
import type { Stage } from './stage.ts'

const RoomId = 'friday'
const live = { product: 'live', RoomId, Owner_Account: 'alice' } as const
const rose = { From_Account: 'bob', GiftId: 'rose' }

/** What is tested, for every framework alike: each begins with an app and a platform of its own. */
export const giftShopTests: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async 'knows who watches'({ platform, ask }) {
    await platform.createRoom(live)
    await platform.enter(RoomId, ['bob', 'carol'])
    await platform.leave(RoomId, 'bob')
    await platform.settled()
    deepEqual(await ask(`/lives/${RoomId}/viewers`), ['carol'])
    await platform.destroyRoom(RoomId)
    await platform.settled()
    deepEqual(await ask(`/lives/${RoomId}/viewers`), [])
  },

  async 'sells what can be paid for'({ platform }) {
    await platform.createRoom(live)
    deepEqual(await platform.sendGift(RoomId, { ...rose, Count: 2, Coins: 40 }), { status: 'sent' })
    const refused = { status: 'blocked', code: 102101, text: 'Not enough coins' }
    deepEqual(await platform.sendGift(RoomId, { ...rose, Coins: 21 }), refused)
    deepEqual(await platform.sendGift(RoomId, { ...rose, Coins: 20 }), { status: 'sent' })
  },

  async 'answers everything that it is sent'({ platform }) {
    await platform.createRoom(live)
    await platform.sendGift(RoomId, { ...rose, Coins: 1 })
    await platform.settled()
    deepEqual(
      platform.log.map(({ command, outcome }) => [command, outcome]),
      [
        ['Live.CallbackAfterCreateRoom', 'acknowledged'],
        ['Live.CallbackBeforeSendGift', 'decided'],
      ],
    )
  },
}
