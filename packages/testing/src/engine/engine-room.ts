/** What a user can publish. */
export type EngineStream = 'video' | 'audio' | 'screen'

/** A user in a room. */
interface Participant {
  role: 20 | 21
  readonly streams: Set<EngineStream>
}

/** A room of the engine, while it has a user. */
export interface EngineRoom {
  /** As the client wrote it: packets have a number or a text. */
  readonly RoomId: number | string
  readonly people: Map<string, Participant>
}

/** The type of an event that says that a stream starts, and of one that says that it stops (39558). */
export const streamTypes: { readonly [stream in EngineStream]: readonly [start: number, stop: number] } = {
  video: [201, 202],
  audio: [203, 204],
  screen: [205, 206],
}
