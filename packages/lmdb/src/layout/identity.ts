/** What is known of an id: that it is live, until when it is remembered, or where it is kept. */
export interface Identity {
  readonly state: 'live' | 'handled' | 'dead' | 'recorded'
  readonly sequence: number
  /** Handled: until when it is remembered; dead and recorded: since when. Unit: ms since 1970. */
  readonly time: number
}

const states = ['live', 'handled', 'dead', 'recorded'] as const

export function encodeIdentity({ state, sequence, time }: Identity): Buffer {
  const bytes = Buffer.allocUnsafe(17)
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
