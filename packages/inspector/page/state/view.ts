import { signal } from '@preact/signals'
import type { Overview, Totals } from '../../src/wire.ts'

/** A view of the page. */
export type ViewName = 'callbacks' | 'rooms' | 'inbox'

/** What is shown. */
export const view = signal<ViewName>('callbacks')

/** Whether the stream arrives. */
export const connection = signal<'connecting' | 'live' | 'lost' | 'locked'>('connecting')

/** How much there was and is. */
export const totals = signal<Totals>({ seen: 0, kept: 0, roomChanges: 0 })

/** When callbacks are recorded. */
export const record = signal<Overview['record']>('always')

/** What was done last, or could not be. */
export const notice = signal<{ readonly text: string; readonly isError: boolean } | undefined>(undefined)

/** The dialog that is open. */
export const dialog = signal<
  | { readonly name: 'help' | 'send' }
  | { readonly name: 'copy'; readonly text: string }
  | { readonly name: 'confirm'; readonly question: string; readonly act: string; readonly run: () => void }
  | undefined
>(undefined)
