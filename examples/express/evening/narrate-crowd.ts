import { allow, deny, type ExpressRoomCallbacks, messageText } from '@room-callbacks/express'
import { moderate } from './moderate.ts'
import { unknown } from './narrate-meeting.ts'
import { say } from './stories.ts'

/** The coins that each user has. */
const purse = 900

/** Tells what the people of a live do, and decides where Tencent asks: messages and gifts. */
export function narrateCrowd(callbacks: ExpressRoomCallbacks): void {
  callbacks
    .on('Group.CallbackBeforeSendMsg', (message) => {
      const { GroupId, From_Account, MsgBody } = message
      say(`${From_Account} would say "${messageText(MsgBody)}" in ${GroupId}`)
      return moderate(message)
    })
    .on('Group.CallbackAfterSendMsg', ({ GroupId, From_Account, MsgSeq }, { eventTime }) =>
      say(`message ${MsgSeq} of ${GroupId}, by ${From_Account} at ${eventTime?.toISOString() ?? unknown}`),
    )
    .on('Live.CallbackBeforeSendGift', ({ GiftWater }) => {
      const { From_Account, To_Account, GiftId, Count, Coins = 0 } = GiftWater
      const missing = Count * Coins - purse
      say(`${From_Account} would give ${To_Account.join(', ')} ${Count} × ${GiftId} at ${Coins} coins`)
      return missing > 0 ? deny(102101, `${missing} coins are missing`) : allow()
    })
    .on('Follow.CallbackAfterFollowAdd', ({ From_Account, FollowList }) => {
      const followed = FollowList.map(({ To_Account }) => To_Account)
      say(`${From_Account} follows ${followed.join(', ')}`)
    })
    .on('Follow.CallbackAfterFollowDelete', ({ From_Account, To_Account }) =>
      say(`${From_Account} follows ${To_Account.join(', ')} no more`),
    )
    .on('Live.CallbackAfterCreateBattle', ({ FromRoomId, ToRoomIdList, Duration = 0 }) =>
      say(`${FromRoomId} challenges ${ToRoomIdList.join(', ')} for ${Duration / 1000} s`),
    )
    .on('Live.CallbackAfterStartBattle', ({ FromRoomInfo, ToRoomList }) => {
      const rooms = [FromRoomInfo, ...ToRoomList].map(
        ({ RoomId, Owner_Account = unknown }) => `${RoomId} (${Owner_Account})`,
      )
      say(`${rooms.join(' against ')}`)
    })
    .on('Live.CallbackAfterEndBattle', ({ FromRoomInfo, ToRoomList }) => {
      const scores = [FromRoomInfo, ...ToRoomList].map(({ RoomId, Score = unknown }) => `${RoomId} ${Score}`)
      say(`final score: ${scores.join(', ')}`)
    })
}
