import type { CommandName } from '@room-callbacks/core'

// What cannot be measured here, because it depends on the app. Each figure stands with its
// reason; put your own in their place and run the simulation again.

const second = 1000
const minute = 60 * second

/** Something that goes on in a room all the time. The second command follows when the first was answered. */
export interface Activity {
  readonly commands: readonly [CommandName, CommandName?]
  /** How long there is between two of them on average. Unit: ms. */
  readonly every: number
  /** Whether each member does it, or the room as a whole. */
  readonly by: 'member' | 'room'
}

/** What rooms of one sort do. */
export interface RoomKind {
  readonly name: string
  /** Which part of all rooms are of this kind. */
  readonly share: number
  /** How long a room lasts on average. Unit: ms. */
  readonly life: number
  /** How many members a room of the usual size gathers. */
  readonly audience: number
  /** How long a member stays on average. Unit: ms. */
  readonly stay: number
  /** How unlike the sizes of rooms are: the spread of a log-normal distribution with mean 1. */
  readonly unevenness: number
  readonly create: CommandName
  readonly enter: CommandName
  readonly leave: CommandName
  readonly destroy: CommandName
  readonly activities: readonly Activity[]
}

/** A meeting: few people who stay, and no chat: no chat command is listed for Conference. */
const conference: RoomKind = {
  name: 'conference',
  // Half and half: neither product alone.
  share: 0.5,
  // The usual slot of a calendar, less its late beginning.
  life: 45 * minute,
  // A team.
  audience: 8,
  stay: 30 * minute,
  // A few all-hands meetings among many of two.
  unevenness: 0.5,
  create: 'Room.CallbackAfterCreateRoom',
  enter: 'Room.CallbackAfterMemberEnter',
  leave: 'Room.CallbackAfterMemberLeave',
  destroy: 'Room.CallbackAfterDestroyRoom',
  activities: [
    // A member takes or leaves a seat.
    { commands: ['Mic.CallbackAfterSeatInfoChanged'], every: 2 * minute, by: 'room' },
    // Its owner mutes all, or lets them speak.
    { commands: ['Room.CallbackAfterUpdateRoomInfo'], every: 15 * minute, by: 'room' },
  ],
}

/** A live room: many people who come and go, talk and give. */
const live: RoomKind = {
  name: 'live',
  share: 0.5,
  // Longer than a meeting: its host decides when it ends.
  life: 60 * minute,
  audience: 50,
  // Viewers pass from room to room.
  stay: 5 * minute,
  // Most rooms are small, and a few hold most of the audience.
  unevenness: 1.2,
  create: 'Live.CallbackAfterCreateRoom',
  enter: 'Live.CallbackAfterMemberStateChanged',
  leave: 'Live.CallbackAfterMemberStateChanged',
  destroy: 'Live.CallbackAfterDestroyRoom',
  activities: [
    // One viewer in four writes once a minute. Both chat callbacks are switched on.
    { commands: ['Group.CallbackBeforeSendMsg', 'Group.CallbackAfterSendMsg'], every: 4 * minute, by: 'member' },
    // Far rarer than words, for it costs money.
    { commands: ['Live.CallbackBeforeSendGift'], every: 25 * minute, by: 'member' },
    // Guests come and go.
    { commands: ['Mic.CallbackAfterSeatInfoChanged'], every: 2 * minute, by: 'room' },
    // Counters and games are kept in metadata.
    { commands: ['Live.CallbackAfterSetMetadata'], every: 2 * minute, by: 'room' },
    { commands: ['Live.CallbackAfterUpdateRoomInfo'], every: 15 * minute, by: 'room' },
  ],
}

/** Battles, recordings, owners, administrators and followers are left out: far below one callback in a hundred. */
export const roomKinds: readonly RoomKind[] = [conference, live]

/** How long something takes: most of the time, and now and then. Unit: ms. */
export interface Durations {
  readonly median: number
  /** Of the log-normal distribution around the median. */
  readonly spread: number
  /** How often it is slow, and how long it takes on average then. */
  readonly slow?: { readonly share: number; readonly mean: number }
}

/** What a handler does. */
export interface HandlerAssumptions {
  readonly duration: Durations
  /** What the process that runs it works for it, beside waiting. Unit: ms. */
  readonly cpu: number
  /** Which part of attempts fail. */
  readonly failures: number
}

/** An After handler: one transaction in a database near by, and one in a hundred that waits for a lock. */
export const handler: HandlerAssumptions = {
  duration: { median: 5, spread: 0.6, slow: { share: 0.01, mean: 250 } },
  cpu: 0.2,
  // A deadlock, a lost connection: what the next attempt mends.
  failures: 0.001,
}

/** A Before handler: it reads a balance, or a word list. It must be far below the 2 s that Tencent waits. */
export const decision: HandlerAssumptions = {
  duration: { median: 8, spread: 0.5, slow: { share: 0.01, mean: 100 } },
  cpu: 0.2,
  failures: 0,
}

/** How callbacks of a whole day compare with those of its busiest hour, for which a plant is built. */
export const dayToPeak = 0.4

/** How full the parts of a plant may be at the peak: the rest is for bursts, and for a machine that is missing. */
export const fullness = { receivers: 0.5, workers: 0.5, shards: 0.5, memory: 0.6 }

/** For how long the store must hold what arrives while nothing is handled: until an operator is awake. Unit: ms. */
export const backlogReserve = 30 * minute

/** The memory of one Redis shard: a larger one takes long to copy when it fails over. Unit: bytes. */
export const shardMemory = 16e9

/** Round numbers, not the prices of a provider: `--vcpu-hour` and `--gigabyte-hour` replace them. */
export const prices = { vcpuHour: 0.05, gigabyteHour: 0.02 }

/** A process that receives or delivers uses one core; its memory. Unit: bytes. */
export const processMemory = 0.5e9
