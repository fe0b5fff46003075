import type { Calls } from './calls/call-operations.ts'
import type { Chat } from './chat/chat-operations.ts'
import type { CallbackSettings, Configurations } from './configuration/callback-settings.ts'
import type { ScriptedFailure } from './rest/scripted-failure.ts'
import type { RoomOperations } from './rooms/room-operations.ts'
import type { RoomView } from './rooms/room-view.ts'
import type { SentCallback } from './send/sent-callback.ts'

/** A simulated Tencent RTC platform, as {@link startPlatform} gives it. */
export interface Platform extends RoomOperations {
  /** The origin of the REST APIs, `http://127.0.0.1:…`. */
  readonly url: string
  readonly sdkAppId: number
  /** With which user signatures for the REST APIs are made. */
  readonly secretKey: string
  /** Who may call the REST APIs. */
  readonly administrators: readonly string[]
  /**
   * Configures callbacks directly, as the console does: without REST, and also the switches that only the
   * console has (`Group.*`, `Follow.*`; 74157).
   *
   * @throws `invalid-option`
   * @example
   * platform.configure({ url: 'http://127.0.0.1:3000/tencent', token: 'secret' })
   */
  configure(settings: CallbackSettings): void
  /** What is configured now, by REST or directly; tokens are left out. */
  readonly configurations: Configurations
  /**
   * Lets the next call of a REST API fail.
   *
   * @throws `invalid-option`
   * @example
   * platform.failNext({ api: 'live_config/set_callback', code: 100001 })
   */
  failNext(failure: ScriptedFailure): void
  /** Every room that exists, in the order of their creation. */
  readonly rooms: readonly RoomView[]
  /** One room, unless it was destroyed or never created. */
  room(RoomId: string): RoomView | undefined
  /** Users, friends, groups and official accounts of Chat. */
  readonly chat: Chat
  /** Calls. */
  readonly calls: Calls
  /** The latest callbacks, oldest first: at most `logSize`. */
  readonly log: readonly SentCallback[]
  /** Resolves when every callback was answered or given up; what faults hold back is sent first. */
  settled(): Promise<void>
  /** Waits for the callbacks under way, then closes every connection and the REST server. */
  close(): Promise<void>
}
