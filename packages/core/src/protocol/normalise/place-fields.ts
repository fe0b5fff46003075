import type { Placement } from '../command.ts'
import { fieldOf, type Packet } from '../packet/parse-packet.ts'
import type { ReportDrift } from './drift.ts'

/** Moves fields from where an edition printed them to the documented place. */
export function placeFields(placements: readonly Placement[], packet: Packet, report: ReportDrift): void {
  for (const { from, to } of placements) {
    const [source, name] = holderOf(packet, from)
    const [target, documented] = holderOf(packet, to)
    if (!source || !target) continue
    const value = fieldOf(source, name)
    // What an edition printed elsewhere is a text or a number; an object there is another thing of that name.
    if (value === undefined || typeof value === 'object') continue
    const known = fieldOf(target, documented)
    if (known !== undefined && known !== null) continue
    target[documented] = value
    delete source[name]
    report({ kind: 'misplaced-field', path: from.join('.'), detail: to.join('.') })
  }
}

function holderOf(packet: Packet, path: readonly string[]): [holder: Packet | undefined, name: string] {
  let holder: Packet | undefined = packet
  for (const step of path.slice(0, -1)) {
    const next: unknown = fieldOf(holder, step)
    if (typeof next !== 'object' || next === null) return [undefined, '']
    holder = next as Packet
  }
  return [holder, path.at(-1) as string]
}
