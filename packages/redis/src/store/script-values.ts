import type { HandledCommands, SeenLeaseClock } from '@room-callbacks/core/inbox'
import type { ScriptValue } from '../scripts/define-scripts.ts'

/** The commands that a process asks for. */
export const askedCommands = (commands: HandledCommands): readonly string[] => (commands === '*' ? ['*'] : commands)

/** The first three values of a script that needs the lease clock. */
export function clockValues(seenClock: SeenLeaseClock): readonly ScriptValue[] {
  const { clock = '', seen = '', elapsed = 0 } = seenClock.fields()
  return [clock, seen, elapsed]
}
