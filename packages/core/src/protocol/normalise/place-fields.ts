import type { Placement } from '../command.ts'
import type { Packet } from '../packet/parse-packet.ts'
import type { ReportDrift } from './drift.ts'

/** Moves fields from where an edition printed them to the documented place. */
export function placeFields(placements: readonly Placement[], packet: Packet, report: ReportDrift): void {
  for (const { from, to } of placements) {
    const [source, name] = holderOf(packet, from)
    const [target, documented] = holderOf(packet, to)
    const value = source?.[name]
    if (!source || !target || value === undefined || value === null) continue
    if (target[documented] !== undefined && target[documented] !== null) continue
    target[documented] = value
    delete source[name]
    report({ kind: 'misplaced-field', path: from.join('.'), detail: to.join('.') })
  }
}

function holderOf(packet: Packet, path: readonly string[]): [holder: Packet | undefined, name: string] {
  let holder: unknown = packet
  for (const step of path.slice(0, -1)) holder = (holder as Packet | null | undefined)?.[step]
  const isHolder = typeof holder === 'object' && holder !== null
  return [isHolder ? (holder as Packet) : undefined, path.at(-1) as string]
}
