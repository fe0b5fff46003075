import type { PlatformEvent } from '../events/platform-event.ts'

/** A packet whose fields are about to be changed. */
export type OpenPacket = Record<string, unknown>

/** A callback on its way to the wire: faults change it. */
export interface PendingCallback {
  /** The word in the query. */
  command: string
  packet: OpenPacket
  readonly clientIp: string
  platform: string
  /** Headers beside the length. */
  headers: Readonly<Record<string, string>>
  /** Changes the names and values of the query. */
  changeQuery: ((entries: readonly QueryEntry[]) => readonly QueryEntry[]) | undefined
  /** Whether accounts that are numbers beyond 2^53 are written as integers. */
  hasLargeIds: boolean
}

/** A name and a value of the query. */
export type QueryEntry = readonly [name: string, value: string]

/** Not documented; body parsers in front of a receiver look at it. */
export const jsonHeaders: Readonly<Record<string, string>> = { 'content-type': 'application/json' }

/** The callback of an event as the documents have it. */
export const draftOf = ({ packet, actor }: PlatformEvent): PendingCallback => ({
  command: packet.CallbackCommand,
  packet: packet as unknown as OpenPacket,
  clientIp: actor.ClientIP,
  platform: actor.OptPlatform,
  headers: jsonHeaders,
  changeQuery: undefined,
  hasLargeIds: false,
})
