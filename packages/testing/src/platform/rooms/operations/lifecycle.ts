import type {
  CommandName,
  LiveCallbackAfterCreateRoom,
  LiveCallbackAfterDestroyRoom,
  RoomCallbackAfterCreateRoom,
} from '@room-callbacks/core'
import type { Actor } from '../../events/actor.ts'
import { SimulationError } from '../../simulation-error.ts'
import { requireRoomInfoFields, requireValid, roomInfoFor } from '../packet-fields.ts'
import { infoOf, type LiveInfo, type MeetingInfo, newRoom, type Room, viewOfRoom } from '../room.ts'
import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'
import { leaveBattle } from './battles.ts'
import { stopRecordingOf } from './recordings.ts'

const thresholdShare = 0.7
/** Who acts when the platform recycles a room (64423). */
const system = '@TIM#SYSTEM'

const meetingDefaults = {
  RoomType: 'Meeting',
  MaxMemberCount: 300,
  MaxSeatCount: 16,
  IsVideoDisabled: false,
  IsAudioDisabled: false,
  IsMessageDisabled: false,
  IsScreenSharingDisabled: false,
  IsCloudRecordingDisabled: false,
  CustomInfo: '',
  RoomStatus: 'Running',
  IsSeatEnabled: true,
  TakeSeatMode: 'FreeToTake',
}
const liveDefaults = {
  RoomType: 'Live',
  MaxMemberCount: 1000,
  IsMessageDisabled: false,
  CustomInfo: '',
  IsSeatEnabled: true,
  TakeSeatMode: 'FreeToTake',
  MaxSeatCount: 10,
  IsPublicVisible: true,
  CoverURL: '',
  Category: [],
  ActivityStatus: 0,
  ViewCount: 0,
  BackgroundURL: '',
  IsUnlimitedRoomEnabled: false,
}
const createCommands = { conference: 'Room.CallbackAfterCreateRoom', live: 'Live.CallbackAfterCreateRoom' } as const

/** Rooms come and go. */
export function lifecycle(backend: RoomBackend): Pick<RoomOperations, 'createRoom' | 'destroyRoom'> {
  return {
    async createRoom({ product, ...given }, actor = {}) {
      const { ScheduleInviteeList_Account: invited, ...fields } = given as typeof given & {
        ScheduleInviteeList_Account?: string[]
      }
      requireRoomInfoFields(createCommands[product], fields)
      if (backend.rooms.has(fields.RoomId)) throw new SimulationError('room-exists', `It is ${fields.RoomId}.`)
      if (product === 'live') requireSpace(backend)
      const EventTime = backend.eventTime()
      const defaults = product === 'live' ? liveDefaults : meetingDefaults
      const CreateTime = Math.floor(EventTime / 1000)
      const info = { RoomName: fields.RoomId, ...defaults, CreateTime, ...fields } as MeetingInfo | LiveInfo
      const operator = actor.Operator_Account ?? fields.Owner_Account
      const packet = requireValid<CommandName>({
        CallbackCommand: createCommands[product],
        Operator_Account: operator,
        RoomInfo: roomInfoFor(createCommands[product], info),
        ...(invited && { ScheduleInviteeList_Account: [...invited] }),
        EventTime,
      } as RoomCallbackAfterCreateRoom | LiveCallbackAfterCreateRoom)
      const room = newRoom(product, info, fields.Owner_Account)
      backend.open(room)
      void backend.tell(room, packet, operator, actor)
      if (product === 'live') tellThreshold(backend, room, operator, actor)
      return viewOfRoom(room)
    },

    async destroyRoom(RoomId, actor = {}) {
      const room = backend.room(RoomId)
      const operator = actor.Operator_Account ?? room.Owner_Account
      stopRecordingOf(backend, room)
      leaveBattle(backend, room)
      backend.close(room)
      const ids = { Operator_Account: operator, RoomId, EventTime: backend.eventTime() }
      if (room.product === 'live') {
        void backend.tell(room, { ...endOfLive(room, operator), ...ids }, operator, actor)
      } else {
        void backend.tell(room, { CallbackCommand: 'Room.CallbackAfterDestroyRoom', ...ids }, operator, actor)
      }
    },
  }
}

function requireSpace(backend: RoomBackend): void {
  if (backend.lives >= backend.settings.roomLimit) throw new SimulationError('too-many-rooms')
}

/** Tells once, when a creation brings the count to the mark: whether it is told above it too is not documented. */
function tellThreshold(backend: RoomBackend, room: Room, operator: string, actor: Actor): void {
  const { roomLimit } = backend.settings
  const CurRoomCount = backend.lives
  if (CurRoomCount !== Math.ceil(roomLimit * thresholdShare)) return
  const packet = {
    CallbackCommand: 'Live.CallbackAfterCreateRoomReachingThreshold',
    Operator_Account: operator,
    EventTime: backend.eventTime(),
    CurRoomCount,
    MaxRoomCount: roomLimit,
  } as const
  void backend.tellLane('live', room.RoomId, undefined, packet, operator, actor)
}

function endOfLive(room: Room, operator: string) {
  const { viewers, gifts, coins, senders, likes } = room.statistic
  return {
    CallbackCommand: 'Live.CallbackAfterDestroyRoom',
    EventType: operator === system ? 'DestroyBySystem' : 'DestroyByUser',
    RoomInfo: roomInfoFor<NonNullable<LiveCallbackAfterDestroyRoom['RoomInfo']>>(
      'Live.CallbackAfterDestroyRoom',
      infoOf(room),
    ),
    Statistic: {
      TotalViewers: viewers,
      TotalGiftsSent: gifts,
      TotalGiftCoins: coins,
      TotalUniqueGiftSenders: senders.size,
      TotalLikesReceived: likes,
    },
  } as const
}
