import type { EntryState, InboxEntry, InboxOperations } from './inbox.ts'

/** Entries that are asked for at once: more would hold up the callbacks of a store in use. */
const pageSize = 100

/** Which entries of a state are meant; what is left out does not matter. */
export interface EntryFilter {
  /** The canonical command word. */
  readonly command?: string | undefined
  /** What `context.orderKey` was: `1400000000/room/r1`. */
  readonly orderKey?: string | undefined
  /** The code of the last error: `handler-failed`. */
  readonly code?: string | undefined
}

/** What is read. */
export interface ReadOptions extends EntryFilter {
  /** Leaves out this one and those before it: the `position` of an entry. */
  readonly after?: number | undefined
}

/**
 * Reads the entries of a state, oldest first, a page at a time: as many as there are, in bounded memory, while the inbox is
 * in use. What arrives meanwhile is read, too.
 *
 * @example
 * for await (const { record, error } of readEntries(inbox, 'dead', { code: 'handler-failed' })) console.log(record.id, error)
 */
export async function* readEntries(
  inbox: Pick<InboxOperations, 'list'>,
  state: EntryState,
  { after, ...filter }: ReadOptions = {},
): AsyncGenerator<InboxEntry> {
  let last = after
  for (;;) {
    const page = await inbox.list(state, { limit: pageSize, ...(last !== undefined && { after: last }) })
    for (const entry of page) if (fitsFilter(entry, filter)) yield entry
    if (page.length < pageSize) return
    last = page.at(-1)?.position
  }
}

/**
 * Whether an entry is one that a filter means.
 *
 * @example
 * fitsFilter(entry, { code: 'handler-failed' })
 */
export function fitsFilter({ record, error }: InboxEntry, { command, orderKey, code }: EntryFilter): boolean {
  return (
    (command === undefined || record.command === command) &&
    (orderKey === undefined || record.orderKey === orderKey) &&
    (code === undefined || error?.code === code)
  )
}

/** Entries that have something in common. */
export interface EntryCount {
  /** What they have in common: a command, an order key, or the code of an error. */
  readonly name: string
  readonly count: number
  /** When the oldest of them arrived. Unit: ms since 1970. */
  readonly oldest: number
}

/** The entries of a state, counted; the largest groups first. */
export interface EntryCounts {
  readonly byCommand: readonly EntryCount[]
  /** Without those that belong to nothing. */
  readonly byOrderKey: readonly EntryCount[]
  readonly byCode: readonly EntryCount[]
  /** How many were read. */
  readonly counted: number
  /** Whether these are all: only the oldest are read. */
  readonly isComplete: boolean
}

/**
 * Counts the oldest entries of a state by command, order key and code of the last error. It reads them, packets included,
 * page by page: no store keeps such numbers for each callback.
 *
 * @param limit How many are read at most. Default: 1000.
 * @example
 * const { byCommand } = await countEntries(inbox, 'waiting')
 */
export async function countEntries(
  inbox: Pick<InboxOperations, 'list'>,
  state: EntryState,
  limit: number = 1000,
): Promise<EntryCounts> {
  const groups = { command: new Groups(), orderKey: new Groups(), code: new Groups() }
  let counted = 0
  let isComplete = true
  for await (const { record, error } of readEntries(inbox, state)) {
    if (counted === limit) {
      isComplete = false
      break
    }
    counted++
    groups.command.add(record.command, record.receivedAt)
    groups.orderKey.add(record.orderKey, record.receivedAt)
    groups.code.add(error?.code, record.receivedAt)
  }
  const [byCommand, byOrderKey, byCode] = [groups.command.sorted(), groups.orderKey.sorted(), groups.code.sorted()]
  return { byCommand, byOrderKey, byCode, counted, isComplete }
}

class Groups {
  readonly #counts = new Map<string, { count: number; oldest: number }>()

  add(name: string | undefined, receivedAt: number): void {
    if (name === undefined) return
    const group = this.#counts.get(name)
    if (!group) this.#counts.set(name, { count: 1, oldest: receivedAt })
    else {
      group.count++
      group.oldest = Math.min(group.oldest, receivedAt)
    }
  }

  sorted(): readonly EntryCount[] {
    return [...this.#counts].map(([name, group]) => ({ name, ...group })).sort((a, b) => b.count - a.count)
  }
}
