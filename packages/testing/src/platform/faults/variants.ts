import type { PlatformEvent } from '../events/platform-event.ts'
import { chatVariants } from './chat-variants.ts'
import { packetVariants } from './packet-variants.ts'
import { queryVariants } from './query-variants.ts'
import type { Variant } from './variant.ts'

/** Every variant: what documents, samples and observed packets print otherwise than the tables. */
const variants: readonly Variant[] = [...queryVariants, ...packetVariants, ...chatVariants]

/** The variants that the callback of an event can have: at least one. */
export const variantsOf = ({ packet }: PlatformEvent): readonly Variant[] =>
  variants.filter(({ commands }) => commands?.includes(packet.CallbackCommand) ?? true)
