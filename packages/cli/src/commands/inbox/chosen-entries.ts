import { type EntryState, type Inbox, type InboxEntry, readEntries } from '@room-callbacks/core/inbox'
import { CliError } from '../../errors/cli-error.ts'
import type { PlaceFlags } from './store-address.ts'

/** Which entries of a state are meant. */
export interface FilterFlags extends PlaceFlags {
  readonly command?: string
  readonly code?: string
  readonly orderKey?: string
}

/** Entries that are meant: one, some, or all. */
export interface ChoiceFlags extends FilterFlags {
  readonly id?: string
  readonly all?: boolean
  readonly olderThan?: string
}

/** What was chosen. `isAll`: everything of the state. */
export interface Chosen {
  readonly entries: readonly InboxEntry[]
  readonly isAll: boolean
}

const units: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads the entries of a state that a filter means. */
export function matching(
  inbox: Inbox,
  state: EntryState,
  { command, code, orderKey }: FilterFlags,
): AsyncIterable<InboxEntry> {
  return readEntries(inbox, state, { command, code, orderKey })
}

/**
 * Reads what shall be changed; packets of many are not kept.
 *
 * @throws `invalid-arguments` where it is not said what; `unknown-entry`
 */
export async function choose(inbox: Inbox, state: EntryState, flags: ChoiceFlags, now: number): Promise<Chosen> {
  const { id, all, command, code, orderKey, olderThan } = flags
  const isFiltered = [command, code, orderKey, olderThan].some((filter) => filter !== undefined)
  if (Number(id !== undefined) + Number(all === true || isFiltered) !== 1) {
    throw new CliError('invalid-arguments', 'Which ones? Give one id, or a filter such as --code, or --all.')
  }
  if (id !== undefined) return { entries: [await findEntry(inbox, id, state)], isAll: false }
  const until = olderThan === undefined ? undefined : now - readAge(olderThan)
  const entries: InboxEntry[] = []
  for await (const entry of matching(inbox, state, flags)) {
    if (until === undefined || entry.at <= until) entries.push({ ...entry, record: { ...entry.record, body: noBody } })
  }
  return { entries, isAll: !isFiltered }
}

const noBody = new Uint8Array()

/** One entry. @throws `unknown-entry`, also where it is in another state */
export async function findEntry(inbox: Inbox, id: string, state?: EntryState): Promise<InboxEntry> {
  const entry = await inbox.get(id)
  if (!entry) throw new CliError('unknown-entry', 'There is no entry of this id.')
  if (state !== undefined && entry.state !== state) {
    throw new CliError('unknown-entry', `This entry is ${entry.state}, and not ${state}.`, 'Nothing was changed.')
  }
  return entry
}

/** An age such as 90m, 12h or 7d, in ms. @throws `invalid-arguments` */
function readAge(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  if (count !== undefined) return Number(count) * (units[unit] as number)
  throw new CliError('invalid-arguments', '--older-than is not a time such as 90m, 12h or 7d.')
}
