import type { RoomEvent } from '../rooms/room-event.ts'
import type { PendingCallback } from '../send/pending-callback.ts'
import { packetVariants } from './packet-variants.ts'
import { queryVariants } from './query-variants.ts'

/** A form in which an edition of the documents, a sample or an observed packet has a callback. */
export interface Variant {
  readonly name: string
  /** The commands that have it; absent where each can. */
  readonly commands?: readonly string[]
  readonly apply: (draft: PendingCallback) => void
}

/** Every variant: what documents, samples and observed packets print otherwise than the tables. */
const variants: readonly Variant[] = [...queryVariants, ...packetVariants]

/** The variants that the callback of an event can have: at least one. */
export const variantsOf = ({ packet }: RoomEvent): readonly Variant[] =>
  variants.filter(({ commands }) => commands?.includes(packet.CallbackCommand) ?? true)
