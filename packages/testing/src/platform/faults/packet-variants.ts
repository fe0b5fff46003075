import type { OpenPacket } from '../send/pending-callback.ts'
import { packetVariant, type Variant, without } from './variant.ts'

const inside = (packet: OpenPacket, field: string, change: (inner: OpenPacket) => OpenPacket): OpenPacket => ({
  ...packet,
  [field]: change(packet[field] as OpenPacket),
})

/** Each seat changed in its own way. */
const eachSeat = (packet: OpenPacket, change: (seat: OpenPacket) => OpenPacket): OpenPacket => ({
  ...packet,
  SeatList: (packet['SeatList'] as readonly OpenPacket[]).map(change),
})

const createLive = 'Live.CallbackAfterCreateRoom'
const destroyLive = 'Live.CallbackAfterDestroyRoom'
const threshold = 'Live.CallbackAfterCreateRoomReachingThreshold'
const recording = 'Live.CallbackAfterCloudRecordingChanged'
const seats = 'Mic.CallbackAfterSeatInfoChanged'
const beforeMessage = 'Group.CallbackBeforeSendMsg'
const afterMessage = 'Group.CallbackAfterSendMsg'
const messages = [beforeMessage, afterMessage]

/** How packets differ: the discrepancies that conference.md, live.md and section 7 of README.md list. */
export const packetVariants: readonly Variant[] = [
  packetVariant('no EventTime', [createLive, ...messages], (packet) => without(packet, 'EventTime')),
  packetVariant('EventTime inside RoomInfo', [createLive], ({ EventTime, ...packet }) =>
    inside(packet, 'RoomInfo', (info) => ({ ...info, EventTime })),
  ),
  packetVariant('flag as text', ['Room.CallbackAfterUpdateRoomInfo'], (packet) =>
    inside(packet, 'RoomInfo', (info) => ({
      ...info,
      IsCloudRecordingDisabled: String(info['IsCloudRecordingDisabled']),
    })),
  ),
  packetVariant('OpType', ['Live.CallbackAfterModifyAdmin'], ({ opType, ...packet }) => ({
    ...packet,
    OpType: opType,
  })),
  packetVariant('no operator', ['Live.CallbackAfterModifyAdmin', 'Live.CallbackAfterChangeOwner', seats], (packet) =>
    without(packet, 'Operator_Account'),
  ),
  packetVariant('empty account for an empty seat', [seats], (packet) =>
    eachSeat(packet, (seat) => ({ Member_Account: '', ...seat })),
  ),
  packetVariant('first edition', [destroyLive], (packet) => without(packet, 'RoomInfo', 'Statistic')),
  packetVariant('second edition', [destroyLive], (packet) => without(packet, 'Statistic')),
  packetVariant('counts as text', [threshold], ({ CurRoomCount, MaxRoomCount, ...packet }) => ({
    ...packet,
    CurRoomCount: String(CurRoomCount),
    MaxRoomCount: String(MaxRoomCount),
  })),
  packetVariant('EventTs as text', [recording], (packet) =>
    inside(packet, 'EventInfo', (info) => ({ ...info, EventTs: String(info['EventTs']) })),
  ),
  packetVariant('room id as a number', [recording], (packet) =>
    inside(packet, 'EventInfo', (info) => ({ ...info, RoomId: numberIn(info['RoomId']) })),
  ),
  packetVariant('as Chat has it', messages, (packet) => ({ ...without(packet, 'MsgId'), OnlineOnlyFlag: 0 })),
  packetVariant('oldest edition', [beforeMessage], (packet) =>
    without(packet, 'CloudCustomData', 'EventTime', 'MsgId'),
  ),
]

/** The number that an id is, unless it is none: an id may be any text. */
const numberIn = (id: unknown): unknown => (/^[1-9]\d{0,14}$/.test(String(id)) ? Number(id) : id)
