import type { PlatformEvent } from '../events/platform-event.ts'
import type { PendingCallback } from '../send/pending-callback.ts'
import type { AppliedFault } from '../send/sent-callback.ts'
import type { FaultPlan } from './fault-plan.ts'
import { writePacket } from './large-ids.ts'
import { withUnknownField } from './unknown.ts'
import type { Variant } from './variant.ts'
import { variantsOf } from './variants.ts'

/** Changes a callback as its fate has it. Gives what was done, by name. */
export function applyFate(draft: PendingCallback, event: PlatformEvent, fate: FaultPlan): AppliedFault[] {
  const applied: AppliedFault[] = []
  if (fate.variant !== undefined) {
    const fitting = variantsOf(event)
    const variant = fitting[Math.floor(fate.variant * fitting.length)] as Variant
    variant.apply(draft)
    applied.push(variant.name)
  }
  if (fate.hasUnknownField) {
    draft.packet = withUnknownField(draft.packet)
    applied.push('unknown-field')
  }
  if (fate.hasLargeIds && writePacket(draft.packet) !== JSON.stringify(draft.packet)) {
    draft.hasLargeIds = true
    applied.push('large-ids')
  }
  return applied
}
