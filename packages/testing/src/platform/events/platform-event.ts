import type { NamedEvent } from '@room-callbacks/core'
import type { Actor } from './actor.ts'

/** The products whose events a platform sends. */
export type EventProduct = 'conference' | 'live' | 'chat' | 'call'

/** Something that happened, or is about to happen. */
export interface PlatformEvent {
  readonly product: EventProduct
  /** The room or group; absent for events that are about none. */
  readonly room: string | undefined
  /** Events of one lane are sent one after the other. */
  readonly lane: string
  readonly packet: NamedEvent
  readonly actor: Pick<Required<Actor>, 'OptPlatform' | 'ClientIP'>
}

/** A valid answer, as far as it is read. */
export interface PlatformAnswer {
  readonly ErrorCode: number
  readonly [field: string]: unknown
}

/** What became of an event. */
export interface EventEnd {
  /** Whether it was configured, and so sent. */
  readonly isSent: boolean
  /** Undefined when it was not sent, or failed. */
  readonly answer: PlatformAnswer | undefined
  /** Whether a gift goes through although its check failed. */
  readonly isNotBlocked: boolean
}

/** Takes events: sends them where callbacks are configured. */
export type SendEvent = (event: PlatformEvent) => Promise<EventEnd>
