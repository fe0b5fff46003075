/** What is known of an id: that it is live or was handled, and since when. */
export interface Identity {
  readonly state: 'live' | 'dead' | 'recorded'
  readonly sequence: number
  /** When it was put, or came into its state where it is dead or recorded. Unit: ms since 1970. */
  readonly time: number
}

const states = ['live', 'dead', 'recorded'] as const
const length = 17

export function encodeIdentity({ state, sequence, time }: Identity): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  bytes[0] = states.indexOf(state)
  bytes.writeDoubleLE(sequence, 1)
  bytes.writeDoubleLE(time, 9)
  return bytes
}

export function decodeIdentity(stored: Uint8Array): Identity {
  const view = new DataView(stored.buffer, stored.byteOffset)
  const state = states[stored[0] as number] as Identity['state']
  return { state, sequence: view.getFloat64(1, true), time: view.getFloat64(9, true) }
}
