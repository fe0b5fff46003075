import type { SentEvent } from './engine-delivery.ts'
import type { EngineRecording, RecordingStorage } from './engine-recording.ts'
import type { EngineStream } from './engine-room.ts'

/** How a user enters. */
export interface EntryOptions {
  /** 20: anchor, who can publish. 21: audience. Default: 20. */
  readonly role?: 20 | 21
  /** 1: Windows. 2: Android. 3: iOS. 4: Linux. 100: another one. Default: 2. */
  readonly terminal?: number
  /** 1: entered. 2: the network changed. 3: again after a time-out. Default: 1. */
  readonly reason?: number
}

/** How a user leaves. */
export interface ExitOptions {
  /** 1: left. 2: time-out. 3: removed. 5: the process was killed. Default: 1. */
  readonly reason?: number
  /** Whether the event of it never arrives, as happens. */
  readonly isLost?: boolean
}

/** How a room is recorded. */
export interface RecordingOptions {
  /** Default: `cos`. */
  readonly storage?: RecordingStorage
  /** How many files come of it. Default: 1. */
  readonly files?: number
}

/**
 * A simulated RTC Engine, as {@link startEngine} gives it. Each operation resolves when its events were delivered once, answered
 * or not; further deliveries follow by the clock.
 */
export interface Engine {
  /** A user enters: 103, and 101 before it for the first one. @throws `already-in-room` */
  enter(RoomId: number | string, UserId: string, options?: EntryOptions): Promise<void>
  /** A user leaves: 104 alone, also where they publish, and 102 after the last one. @throws `not-in-room` */
  leave(RoomId: number | string, UserId: string, options?: ExitOptions): Promise<void>
  /** A user becomes anchor (20) or audience (21): 105. @throws `not-in-room` */
  changeRole(RoomId: number | string, UserId: string, role: 20 | 21): Promise<void>
  /** A user begins to send: 201, 203 or 205. @throws `not-in-room` */
  publish(RoomId: number | string, UserId: string, stream: EngineStream): Promise<void>
  /** A user stops sending: 202, 204 or 206. @throws `not-in-room` */
  unpublish(RoomId: number | string, UserId: string, stream: EngineStream): Promise<void>
  /** A recording starts: 301. @throws `no-such-room` */
  record(RoomId: number | string, options?: RecordingOptions): Promise<EngineRecording>
  /** Signs what is delivered from now on, the retries included, with another key; undefined: with none. @throws `invalid-option` */
  setKey(key: string | undefined): void
  /** What was sent, in the order of the first deliveries. */
  readonly sent: readonly SentEvent[]
  /** The time of the engine. Unit: ms since 1970. */
  now(): number
  /** Lets time pass, with all that it brings; only with `startsAt`. Unit: ms. @throws `invalid-option` */
  advance(duration: number): Promise<void>
  /** Resolves when everything was answered or given up. Without `startsAt` that takes a minute of a failing receiver. */
  settled(): Promise<void>
  /** Ends everything at once. */
  close(): Promise<void>
}
