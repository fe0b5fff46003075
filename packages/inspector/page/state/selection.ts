import { effect, signal } from '@preact/signals'
import type { CallbackDetail, CallbackSummary } from '../../src/wire.ts'
import { get } from '../api.ts'
import { callbacks } from './callbacks.ts'
import { filtered } from './filters.ts'
import { notice } from './view.ts'

/** The callback whose details are shown. */
export const selectedId = signal<number | undefined>(undefined)

/** Its details, once they are here. */
export const detail = signal<CallbackDetail | undefined>(undefined)

/** Shows the details of a callback. */
export function select(id: number | undefined): void {
  selectedId.value = id
}

export const selectNext = (): void => move(1)
export const selectPrevious = (): void => move(-1)

/** Moves the focus into the details; selects the first callback when none is. */
export function openDetail(): void {
  if (selectedId.value === undefined) move(1)
  requestAnimationFrame(() => document.getElementById('detail')?.focus())
}

/** Goes back to the list. */
export function closeDetail(): void {
  select(undefined)
  document.getElementById('list')?.focus()
}

function move(step: number): void {
  const rows = filtered.value
  const index = rows.findIndex(({ id }) => id === selectedId.value)
  const next = index === -1 ? 0 : Math.min(Math.max(index + step, 0), rows.length - 1)
  select(rows[next]?.id)
}

let shown: CallbackSummary | undefined

// A callback may change while it is looked at: its handlers come to their end, an inbox delivers it.
effect(() => {
  const id = selectedId.value
  const summary = callbacks.value.find((callback) => callback.id === id)
  if (id === undefined) detail.value = undefined
  else if (summary !== shown || detail.peek()?.summary.id !== id) void show(id)
  shown = summary
})

async function show(id: number): Promise<void> {
  try {
    const fetched = await get<CallbackDetail>(`callbacks/${id}`)
    if (selectedId.value === id) detail.value = fetched
  } catch (error) {
    notice.value = { text: (error as Error).message, isError: true }
  }
}
