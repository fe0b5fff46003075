import { computed, signal } from '@preact/signals'
import type { CallbackSummary } from '../../src/wire.ts'
import { totals } from './view.ts'

/** Every callback that the server holds, newest first. */
export const callbacks = signal<readonly CallbackSummary[]>([])

/** What the list shows while it is paused. */
export const frozen = signal<readonly CallbackSummary[] | undefined>(undefined)

/** What the list may show. */
export const listed = computed(() => frozen.value ?? callbacks.value)

/** Callbacks that arrived since the list was paused. */
export const missed = computed(() => {
  const last = frozen.value?.[0]?.id ?? 0
  return frozen.value === undefined ? 0 : callbacks.value.filter(({ id }) => id > last).length
})

/** Takes over what the server holds. */
export function replaceCallbacks(fetched: readonly CallbackSummary[]): void {
  callbacks.value = fetched
}

/** Adds new callbacks, and puts changed ones in the place of what they were. */
export function addCallbacks(batch: readonly CallbackSummary[]): void {
  if (batch.length === 0) return
  const newest = callbacks.value[0]?.id ?? 0
  const changed = new Map(batch.map((callback) => [callback.id, callback]))
  const added = batch.filter(({ id }) => id > newest).sort((a, b) => b.id - a.id)
  const kept = callbacks.value.map((callback) => changed.get(callback.id) ?? callback)
  // What the server forgot is of no use: nothing can be asked about it.
  callbacks.value = [...added, ...kept].slice(0, totals.value.kept)
}

/** Stops the list where it is, or lets it go on; what arrives meanwhile is kept. */
export function togglePause(): void {
  frozen.value = frozen.value ? undefined : callbacks.value
}
