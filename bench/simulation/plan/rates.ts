import type { CommandName } from '@room-callbacks/core'
import type { SampleProduct } from '@room-callbacks/testing'
import type { RoomKind } from '../assumptions.ts'
import { isBefore } from '../model/platform.ts'
import { bodyOf } from './body-of.mjs'

/** How often a room of the usual size sends a command. */
export interface CommandRate {
  readonly command: CommandName
  readonly isBefore: boolean
  /** Unit: callbacks a second. */
  readonly perSecond: number
  /** Unit: bytes. */
  readonly body: number
}

/** How many members a room has on average: it begins empty, and fills as fast as people leave. */
const meanMembers = ({ audience, life, stay }: RoomKind): number => (audience * life) / (life + stay)

/** What a room of a kind sends, most frequent first. */
export function ratesOf(kind: RoomKind): readonly CommandRate[] {
  const rates = new Map<CommandName, number>()
  const add = (command: CommandName, perMillisecond: number) =>
    rates.set(command, (rates.get(command) ?? 0) + perMillisecond * 1000)
  const members = meanMembers(kind)
  add(kind.create, 1 / kind.life)
  add(kind.destroy, 1 / kind.life)
  add(kind.enter, kind.audience / kind.stay)
  add(kind.leave, members / kind.stay)
  for (const { commands, every, by } of kind.activities) {
    for (const command of commands) if (command) add(command, (by === 'member' ? members : 1) / every)
  }
  return [...rates]
    .map(([command, perSecond]) => {
      const body = bodyOf(command, productOf(command, kind)).length
      return { command, isBefore: isBefore(command), perSecond, body }
    })
    .sort((one, other) => other.perSecond - one.perSecond)
}

/** Both products print a sample of the seats. */
const productOf = (command: CommandName, { name }: RoomKind): SampleProduct | undefined =>
  command.startsWith('Mic.') ? (name as SampleProduct) : undefined

/** What the rooms of all kinds together send. */
export interface Load {
  /** Unit: callbacks a second. */
  readonly after: number
  readonly before: number
  /** Of an After callback on average. Unit: bytes. */
  readonly body: number
}

export function loadOf(kinds: readonly RoomKind[], rooms: number): Load {
  let after = 0
  let before = 0
  let bytes = 0
  for (const kind of kinds) {
    for (const { isBefore, perSecond, body } of ratesOf(kind)) {
      const rate = perSecond * kind.share * rooms
      if (isBefore) before += rate
      else {
        after += rate
        bytes += rate * body
      }
    }
  }
  return { after, before, body: bytes / after }
}
