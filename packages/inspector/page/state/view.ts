import { signal } from '@preact/signals'
import type { Totals } from '../../src/wire.ts'
import { callbacks, frozen } from './callbacks.ts'

/** What is shown. */
export const view = signal<'callbacks' | 'rooms'>('callbacks')

/** Whether the stream arrives. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting')

/** How much there was and is. */
export const totals = signal<Totals>({ seen: 0, kept: 0, roomChanges: 0 })

/** What was done last, or could not be. */
export const notice = signal<{ readonly text: string; readonly isError: boolean } | undefined>(undefined)

/** The dialog that is open. */
export const dialog = signal<
  { readonly name: 'help' | 'send' } | { readonly name: 'copy'; readonly text: string } | undefined
>(undefined)

/** Stops the list where it is, or lets it go on; what arrives meanwhile is kept. */
export function togglePause(): void {
  frozen.value = frozen.value ? undefined : callbacks.value
}
