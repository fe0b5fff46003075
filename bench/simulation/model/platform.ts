import { type CommandName, commands } from '@room-callbacks/core'
import type { Timeline } from '../engine/timeline.ts'
import { Callback, type Delivered } from './callback.ts'
import type { PlatformRules } from './plant.ts'
import type { Answer, Receivers } from './receivers.ts'
import type { Tally } from './tally.ts'

const beforeCommands: ReadonlySet<string> = new Set(
  commands.filter(({ phase }) => phase === 'before').map(({ name }) => name),
)

/** Whether the answer to a command decides. */
export const isBefore = (command: CommandName): boolean => beforeCommands.has(command)

/** Tencent as a client: it sends when something happens, waits, and mostly does not come again. */
export class Platform {
  readonly #timeline: Timeline
  readonly #rules: PlatformRules
  readonly #receivers: Receivers
  readonly #tally: Tally

  constructor(timeline: Timeline, rules: PlatformRules, receivers: Receivers, tally: Tally) {
    this.#timeline = timeline
    this.#rules = rules
    this.#receivers = receivers
    this.#tally = tally
  }

  send(command: CommandName, room: number, onAnswered?: () => void): void {
    const callback = new Callback(command, isBefore(command), room, this.#timeline.now, onAnswered)
    if (!callback.isBefore) this.#tally.sent += 1
    // Only chat callbacks are sent again, After ones, and after a time-out.
    const isRepeated = !callback.isBefore && /^(Group|Follow)\./.test(command)
    this.#deliver(callback, isRepeated ? this.#rules.retries : 0)
  }

  #deliver(callback: Callback, retries: number): void {
    const sentAt = this.#timeline.now
    const { patience } = this.#rules
    let isAnswered = false
    this.#receivers.receive(callback, (answer, at) => {
      isAnswered = at - sentAt <= patience
      this.#answered(callback, isAnswered ? answer : undefined, at)
    })
    if (retries === 0) return
    this.#timeline.after(patience, () => {
      if (!isAnswered) this.#deliver(callback, retries - 1)
    })
  }

  #answered(callback: Callback, answer: Answer | undefined, at: number): void {
    if (callback.isBefore) this.#decided(answer)
    else this.#delivered(callback, answer, at)
    callback.onAnswered?.()
  }

  #decided(answer: Answer | undefined): void {
    const { decided } = this.#tally
    if (answer === undefined) decided['timed-out'] += 1
    else if (answer === 'refused') decided.refused += 1
    else decided[answer === 'ok' ? 'decided' : 'fallback'] += 1
  }

  #delivered(callback: Callback, answer: Answer | undefined, at: number): void {
    const { delivered, answerDelays } = this.#tally
    const now: Delivered = answer === undefined ? 'timed-out' : answer === 'ok' ? 'acknowledged' : 'refused'
    const before = callback.delivered
    if (before === 'acknowledged' || before === now) return
    if (before !== undefined) delivered[before] -= 1
    delivered[now] += 1
    callback.delivered = now
    if (now === 'acknowledged') answerDelays.add(at - callback.sentAt)
  }
}
