import type { SeededRandom } from '../faults/seeded-random.ts'
import type { RoomOperations } from '../rooms/room-operations.ts'
import type { RoomProduct, RoomView } from '../rooms/room-view.ts'

/** What the next act in a room stands on. */
export interface Scene {
  readonly room: RoomView
  readonly chance: SeededRandom
  readonly operations: RoomOperations
  /** Of this act: another one for each. */
  readonly number: number
}

/** Makes something happen in a room; an act that its state forbids becomes another one. */
type Act = (scene: Scene) => Promise<unknown>

const crowdSize = 20
/** Beyond 2^53, as the accounts of Tencent's samples. */
const firstLargeAccount = 144115233775727000n

/** Half have names, half have numbers beyond 2^53. */
const newAccount = ({ chance, number }: Scene): string =>
  chance.isTrue(0.5) ? `user-${number}` : String(firstLargeAccount + BigInt(number))

const enter: Act = (scene) => scene.operations.enter(scene.room.RoomId, newAccount(scene))

/** Only when the room has a member; otherwise one enters. */
const byMember =
  (act: (scene: Scene, account: string) => Promise<unknown>): Act =>
  (scene) =>
    scene.room.members.length > 0 ? act(scene, scene.chance.pick(scene.room.members)) : enter(scene)

/** The more members are there, the likelier one leaves. */
const comeAndGo: Act = (scene) => {
  const { room, chance, operations } = scene
  if (chance.below(crowdSize) >= room.members.length) return enter(scene)
  return operations.leave(room.RoomId, chance.pick(room.members))
}
const takeOrLeaveSeat = byMember(({ room, chance, operations }, account) => {
  const taken = room.seats.find(({ Member_Account }) => Member_Account !== undefined)
  const index = chance.below(4)
  const isFree = room.seats.every(({ Index, Member_Account }) => Index !== index || Member_Account === undefined)
  if (isFree) return operations.takeSeat(room.RoomId, account, index)
  return operations.leaveSeat(room.RoomId, taken?.Member_Account as string)
})
const mute: Act = ({ room, chance, operations }) =>
  operations.lockSeat(room.RoomId, chance.below(4), { IsAudioDisabled: chance.isTrue(0.5) })
const rename: Act = ({ room, chance, operations }) =>
  operations.updateRoomInfo(room.RoomId, { RoomName: `Room ${chance.below(1000)}` })
const say = byMember(({ room, chance, operations }, From_Account) =>
  operations.sendMessage(room.RoomId, { From_Account, Text: `Message ${chance.below(1000)}` }),
)
const give = byMember(({ room, chance, operations }, From_Account) =>
  operations.sendGift(room.RoomId, { From_Account, GiftId: 'rose', Coins: 1 + chance.below(100) }),
)
const announce: Act = ({ room, chance, operations }) =>
  operations.setMetadata(room.RoomId, { [`key-${chance.below(8)}`]: `value ${chance.below(1000)}` })
const appoint = byMember(({ room, chance, operations }, account) =>
  operations.modifyAdmins(room.RoomId, chance.isTrue(0.5) ? 'add' : 'delete', [account]),
)
const follow = byMember(({ room, operations }, account) => operations.follow(account, [room.Owner_Account]))
const close: Act = ({ room, operations }) => operations.destroyRoom(room.RoomId)

/** What happens in a room, the more often the more often it is named. */
const acts: { readonly [product in RoomProduct]: readonly Act[] } = {
  conference: [comeAndGo, comeAndGo, comeAndGo, comeAndGo, takeOrLeaveSeat, takeOrLeaveSeat, mute, rename, close],
  live: [comeAndGo, comeAndGo, comeAndGo, say, say, say, say, give, give, announce, appoint, follow, rename, close],
}

/** Makes the next thing happen in a room. */
export const actIn = (scene: Scene): Promise<unknown> => scene.chance.pick(acts[scene.room.product])(scene)
