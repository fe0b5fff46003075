import type { Command } from '../protocol/command.ts'
import { type Packet, valueAt } from '../protocol/packet/parse-packet.ts'

/** ECMAScript's largest time value; `new Date()` beyond it is Invalid Date. Unit: ms. */
const maxTime = 8.64e15

/** The time of an event in milliseconds, at the first place where its command carries it. */
export function eventTimeOf(command: Command, packet: Packet): number | undefined {
  for (const { path, unit } of command.eventTime) {
    const value = valueAt(packet, path)
    if (typeof value !== 'number') continue
    const time = unit === 's' ? value * 1000 : value
    // 0 stands for no time, too: a verdict about such a packet must not be repeated for another one.
    if (time > 0 && time <= maxTime) return time
  }
  return undefined
}
