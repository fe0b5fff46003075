import { allow, deny, roomCallbacks } from '@room-callbacks/express'
import express from 'express'

export const { SDK_APP_ID: sdkAppId = '1400000000', CALLBACK_TOKEN: token = 'example-token' } = process.env

/** The app under test: it sells gifts in lives, and tells who watches. */
export function giftShop(coins: Readonly<Record<string, number>>) {
  const purses = new Map(Object.entries(coins))
  const viewers = new Map<string, Set<string>>()

  const callbacks = roomCallbacks(sdkAppId, { token })
    .on('Live.CallbackAfterMemberStateChanged', ({ RoomId, EventType, MemberList }) => {
      const watching = viewers.get(RoomId) ?? new Set()
      for (const { Member_Account } of MemberList) {
        if (EventType === 'Online') watching.add(Member_Account)
        else watching.delete(Member_Account)
      }
      viewers.set(RoomId, watching)
    })
    .on('Live.CallbackAfterDestroyRoom', ({ RoomId }) => viewers.delete(RoomId))
    .on('Live.CallbackBeforeSendGift', ({ GiftWater: { From_Account, Count, Coins = 0 } }) => {
      const left = (purses.get(From_Account) ?? 0) - Count * Coins
      if (left < 0) return deny(102101, 'Not enough coins')
      purses.set(From_Account, left)
      return allow()
    })

  const app = express()
    .use(callbacks)
    .get('/lives/:id/viewers', (request, response) => {
      response.json([...(viewers.get(request.params.id) ?? [])])
    })
  return { app, callbacks }
}
