import type { OpenPacket, PendingCallback } from '../send/pending-callback.ts'

/** A form in which an edition of the documents, a sample or an observed packet has a callback. */
export interface Variant {
  readonly name: string
  /** The commands that have it; absent where each can. */
  readonly commands?: readonly string[]
  readonly apply: (draft: PendingCallback) => void
}

/** A variant that only changes the packet. */
export const packetVariant = (
  name: string,
  commands: readonly string[],
  change: (packet: OpenPacket) => OpenPacket,
): Variant => ({
  name,
  commands,
  apply(draft: PendingCallback) {
    draft.packet = change(draft.packet)
  },
})

/** A packet without some of its fields. */
export const without = (packet: OpenPacket, ...fields: readonly string[]): OpenPacket =>
  Object.fromEntries(Object.entries(packet).filter(([field]) => !fields.includes(field)))
