import { allow, deny } from '@room-callbacks/core'
import type { NodeRoomCallbacks } from '@room-callbacks/node'
import { inject, packet } from '@room-callbacks/testing'

const token = 'tRtcWebhookToken01'
// A Friday evening. Unit: ms since 1970.
const start = 1_775_847_600_000

/** The clock of the evening, which goes on with each callback. */
export class EveningClock {
  now: number = start

  read = (): number => this.now
}

/** What the app of the pictures does: it knows no gift above ten coins, and one thing it does wrong. */
export function register(callbacks: NodeRoomCallbacks): void {
  callbacks
    .on('Live.CallbackBeforeSendGift', ({ GiftWater }) =>
      (GiftWater.Coins ?? 0) > 10 ? deny(102101, 'Not enough coins') : allow(),
    )
    .on('Live.CallbackAfterChangeOwner', ({ RoomId, CurrentOwner_Account }) => {
      const error = new Error(`${CurrentOwner_Account} has no profile`)
      error.stack = `${error}\n    at profileOf (/app/profiles.ts:18:11)\n    at promote (/app/rooms.ts:42:20) ${RoomId}`
      throw error
    })
    .on('*', () => {})
}

/** Plays a meeting and a live, as they might go. */
export async function playEvening(callbacks: NodeRoomCallbacks, clock: EveningClock): Promise<void> {
  const tell = async (event: object): Promise<void> => {
    clock.now += 700 + (clock.now % 1300)
    const requestTime = Math.floor(clock.now / 1000)
    await inject(callbacks, event, { token, requestTime, clientIp: '198.51.100.7', platform: 'iOS' })
  }
  const meeting = 'meeting-0410'
  const live = 'live-friday'
  const audience = (EventType: string, Member_Account: string) =>
    tell(packet('Live.CallbackAfterMemberStateChanged', { RoomId: live, EventType, MemberList: [{ Member_Account }] }))
  const enter = (account: string, MemberCount: number) =>
    tell(packet('Room.CallbackAfterMemberEnter', { RoomId: meeting, MemberList_Account: [account], MemberCount }))
  const gift = (Coins: number) =>
    tell(packet('Live.CallbackBeforeSendGift', { RoomId: live, GiftWater: { From_Account: 'user-21', Coins } }))

  await tell(
    packet('Room.CallbackAfterCreateRoom', {
      RoomInfo: { RoomId: meeting, RoomName: 'Weekly review', Owner_Account: 'user-01' },
    }),
  )
  for (const [index, account] of ['user-01', 'user-02', 'user-03', 'user-04'].entries()) await enter(account, index + 1)
  const seats = ['user-01', 'user-03'].map((Member_Account, Index) => ({ Index, Member_Account }))
  const locked = { Index: 2, IsTakenDisabled: true, IsAudioDisabled: true, IsVideoDisabled: true }
  await tell(packet('Mic.CallbackAfterSeatInfoChanged', { RoomId: meeting, SeatList: [...seats, locked] }))
  await tell(
    packet('Live.CallbackAfterCreateRoom', {
      RoomInfo: { RoomId: live, RoomName: 'Friday songs', Owner_Account: 'user-10' },
    }),
  )
  for (let index = 20; index < 40; index++) await audience('Online', `user-${index}`)
  await tell(packet('Live.CallbackAfterModifyAdmin', { RoomId: live, Admin_Account: ['user-21'], opType: 'add' }))
  await tell({
    ...packet('Mic.CallbackAfterSeatInfoChanged', { RoomId: live }),
    SeatList: [{ Index: 0, Member_Account: 'user-10' }, { Index: 1 }, { Index: 2, Member_Account: 'user-21' }],
  })
  for (const coins of [1, 5, 50, 10]) await gift(coins)
  await tell(packet('Group.CallbackAfterSendMsg', { GroupId: live }))
  await audience('Offline', 'user-33')
  await tell(packet('Live.CallbackAfterChangeOwner', { RoomId: live, CurrentOwner_Account: 'user-21' }))
  await tell({
    ...packet('Room.CallbackAfterMemberLeave', { RoomId: meeting, MemberList_Account: ['user-04'] }),
    New: 1,
  })
  const early = { token: 'another token', requestTime: Math.floor(clock.now / 1000) }
  await inject(callbacks, packet('Room.CallbackAfterMemberEnter', { RoomId: meeting }), early)
  await tell(packet('Live.CallbackAfterUpdateRoomInfo', { RoomInfo: { RoomId: live, RoomName: 'Friday songs' } }))
}

/** The options of the receiver of the pictures. */
export const receiverOf = (clock: EveningClock) => ({ token, clock: clock.read })
