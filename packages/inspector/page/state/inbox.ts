import { signal } from '@preact/signals'
import type { EntryDetail, EntryPage, EntrySummary, InboxNumbers } from '../../src/wire-inbox.ts'
import { post } from '../api.ts'
import { notice } from './view.ts'

/** The names of the inboxes that can be looked into. */
export const inboxes = signal<readonly string[]>([])

/** Which one is shown; empty for the first. */
export const chosenInbox = signal('')

/** A state of entries. */
export type StateName = EntrySummary['state']

export const shownState = signal<StateName>('dead')

/** What the list is narrowed to; empty texts mean everything. */
export const narrowed = { command: signal(''), code: signal(''), orderKey: signal('') } as const

export const numbers = signal<InboxNumbers | undefined>(undefined)
export const entries = signal<readonly EntrySummary[]>([])
export const hasMore = signal(false)

/** The ids that were ticked. */
export const ticked = signal<ReadonlySet<string>>(new Set())

/** The entry whose packet is shown. */
export const opened = signal<EntryDetail | undefined>(undefined)

/** The name that requests hold. */
export const inboxName = (): string => chosenInbox.value || (inboxes.value[0] ?? '')

/** The filters that are set, as requests hold them. */
export const filterFields = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(narrowed).flatMap(([name, { value }]) => (value === '' ? [] : [[name, value]])))

const ask = <Value>(path: string, fields: object): Promise<Value> =>
  post(`inbox/${path}`, JSON.stringify({ inbox: inboxName(), ...fields }))

/** Counts the views: an answer that comes when another state or filter is shown belongs to none. */
let view = 0
let isAsking = false
/** Up to which entry the list was read. */
let last: number | undefined

/** The same again, unless the last answer is still awaited: a slow store must not gather questions. */
export const refreshIfIdle = (): void => {
  if (!isAsking) void refreshInbox()
}

/** Fetches the numbers, and the first entries of the state that is shown. */
export async function refreshInbox(): Promise<void> {
  const state = shownState.value
  const seen = view
  isAsking = true
  try {
    const asked = [
      ask<InboxNumbers>('numbers', { state }),
      ask<EntryPage>('list', { state, ...filterFields() }),
    ] as const
    const [fetched, page] = await Promise.all(asked)
    if (seen !== view) return
    numbers.value = fetched
    // What was fetched beyond the first page stays as long as that begins alike.
    const kept = entries.value.length > page.entries.length && entries.value[0]?.id === page.entries[0]?.id
    if (kept) return
    entries.value = page.entries
    hasMore.value = page.hasMore
    last = page.last
    const ids = new Set(page.entries.map(({ id }) => id))
    ticked.value = new Set([...ticked.value].filter((id) => ids.has(id)))
  } catch (error) {
    tellError(error)
  } finally {
    if (seen === view) isAsking = false
  }
}

/** Fetches the next entries. */
export async function showMore(): Promise<void> {
  const seen = view
  try {
    const page = await ask<EntryPage>('list', { state: shownState.value, after: last, ...filterFields() })
    if (seen !== view) return
    entries.value = [...entries.value, ...page.entries]
    hasMore.value = page.hasMore
    last = page.last
  } catch (error) {
    tellError(error)
  }
}

/** Shows another state, or other filters. */
export function showAnew(): void {
  view++
  entries.value = []
  ticked.value = new Set()
  opened.value = undefined
  void refreshInbox()
}

let opening = 0

/** Shows the packet of an entry, or none. */
export async function openEntry(id: string | undefined): Promise<void> {
  const seen = ++opening
  try {
    const entry = id === undefined ? undefined : await ask<EntryDetail>('entry', { id })
    // Another one may have been chosen meanwhile.
    if (seen === opening) opened.value = entry
  } catch (error) {
    if (seen === opening) opened.value = undefined
    tellError(error)
  }
}

function tellError(error: unknown): void {
  notice.value = { text: (error as Error).message, isError: true }
}

export const tick = (id: string, isOn: boolean): void => {
  const others = [...ticked.value].filter((other) => other !== id)
  ticked.value = new Set(isOn ? [...others, id] : others)
}
