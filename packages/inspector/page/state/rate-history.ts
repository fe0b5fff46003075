import { signal } from '@preact/signals'
import type { PulseSecond } from '../../src/wire.ts'

// How far back the charts go. Unit: s.
export const span = 120

/** The seconds in which callbacks arrived, oldest first. */
export const seconds = signal<readonly PulseSecond[]>([])

/** Takes over what the server counted. */
export function replaceSeconds(fetched: readonly PulseSecond[]): void {
  seconds.value = fetched
}

/** Puts the last seconds in the place of what they were. */
export function addSeconds(batch: readonly PulseSecond[]): void {
  const [first] = batch
  if (!first) return
  const before = seconds.value.filter(({ second }) => second < first.second && second > first.second - 2 * span)
  seconds.value = [...before, ...batch]
}
