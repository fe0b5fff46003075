import type { CommandSource } from '../command-source.ts'
import { roomAfterCreateRoom } from './conference/Room.CallbackAfterCreateRoom.ts'
import { roomAfterDestroyRoom } from './conference/Room.CallbackAfterDestroyRoom.ts'
import { roomAfterMemberEnter } from './conference/Room.CallbackAfterMemberEnter.ts'
import { roomAfterMemberLeave } from './conference/Room.CallbackAfterMemberLeave.ts'
import { roomAfterUpdateRoomInfo } from './conference/Room.CallbackAfterUpdateRoomInfo.ts'
import { followAfterFollowAdd } from './follow/Follow.CallbackAfterFollowAdd.ts'
import { followAfterFollowDelete } from './follow/Follow.CallbackAfterFollowDelete.ts'
import { groupAfterSendMsg } from './group/Group.CallbackAfterSendMsg.ts'
import { groupBeforeSendMsg } from './group/Group.CallbackBeforeSendMsg.ts'
import { liveAfterChangeOwner } from './live/Live.CallbackAfterChangeOwner.ts'
import { liveAfterCloudRecordingChanged } from './live/Live.CallbackAfterCloudRecordingChanged.ts'
import { liveAfterCreateBattle } from './live/Live.CallbackAfterCreateBattle.ts'
import { liveAfterCreateRoom } from './live/Live.CallbackAfterCreateRoom.ts'
import { liveAfterCreateRoomReachingThreshold } from './live/Live.CallbackAfterCreateRoomReachingThreshold.ts'
import { liveAfterDelMetadata } from './live/Live.CallbackAfterDelMetadata.ts'
import { liveAfterDestroyRoom } from './live/Live.CallbackAfterDestroyRoom.ts'
import { liveAfterEndBattle } from './live/Live.CallbackAfterEndBattle.ts'
import { liveAfterMemberStateChanged } from './live/Live.CallbackAfterMemberStateChanged.ts'
import { liveAfterModifyAdmin } from './live/Live.CallbackAfterModifyAdmin.ts'
import { liveAfterSetMetadata } from './live/Live.CallbackAfterSetMetadata.ts'
import { liveAfterStartBattle } from './live/Live.CallbackAfterStartBattle.ts'
import { liveAfterUpdateRoomInfo } from './live/Live.CallbackAfterUpdateRoomInfo.ts'
import { liveBeforeSendGift } from './live/Live.CallbackBeforeSendGift.ts'
import { micAfterSeatInfoChanged } from './mic/Mic.CallbackAfterSeatInfoChanged.ts'

/** Every command of the catalog, in the order of Tencent's lists (60720, 64413). */
export const commandSources: readonly CommandSource[] = [
  roomAfterCreateRoom,
  roomAfterDestroyRoom,
  roomAfterUpdateRoomInfo,
  roomAfterMemberEnter,
  roomAfterMemberLeave,
  micAfterSeatInfoChanged,
  liveAfterCreateRoom,
  liveAfterDestroyRoom,
  liveAfterUpdateRoomInfo,
  liveAfterSetMetadata,
  liveAfterDelMetadata,
  liveAfterCreateRoomReachingThreshold,
  liveAfterMemberStateChanged,
  liveAfterChangeOwner,
  liveAfterModifyAdmin,
  liveAfterCreateBattle,
  liveAfterStartBattle,
  liveAfterEndBattle,
  liveBeforeSendGift,
  liveAfterCloudRecordingChanged,
  groupBeforeSendMsg,
  groupAfterSendMsg,
  followAfterFollowAdd,
  followAfterFollowDelete,
]
