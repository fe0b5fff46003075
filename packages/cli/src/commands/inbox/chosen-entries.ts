import { type EntryState, type Inbox, type InboxEntry, readEntries } from '@room-callbacks/core/inbox'
import { CliError } from '../../errors/cli-error.ts'
import type { Io } from '../../io.ts'
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

/** Entries with a command and a code of the last error in common. */
interface ChosenGroup {
  readonly command: string
  readonly code: string
  count: number
}

/** What was chosen. */
export interface Chosen {
  readonly ids: readonly string[]
  readonly groups: readonly ChosenGroup[]
}

const units: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads the entries of a state that a filter means, until Ctrl-C: a store may hold a million. */
export async function* matching(
  inbox: Inbox,
  state: EntryState,
  { command, code, orderKey }: FilterFlags,
  { signal }: Pick<Io, 'signal'>,
): AsyncGenerator<InboxEntry> {
  for await (const entry of readEntries(inbox, state, { command, code, orderKey })) {
    signal.throwIfAborted()
    yield entry
  }
}

/**
 * Reads what shall be changed. Of each only the id is kept: a million dead letters must fit into the memory.
 *
 * @throws `invalid-arguments` where it is not said what; `unknown-entry`
 */
export async function choose(
  inbox: Inbox,
  state: EntryState,
  flags: ChoiceFlags,
  io: Pick<Io, 'signal' | 'clock'>,
): Promise<Chosen> {
  const { id, all, command, code, orderKey, olderThan } = flags
  const isFiltered = [command, code, orderKey, olderThan].some((filter) => filter !== undefined)
  if (Number(id !== undefined) + Number(all === true || isFiltered) !== 1) {
    throw new CliError('invalid-arguments', 'Which ones? Give one id, or a filter such as --code, or --all.')
  }
  const until = olderThan === undefined ? undefined : io.clock() - readAge(olderThan)
  const entries = id === undefined ? matching(inbox, state, flags, io) : [await findEntry(inbox, id, state)]
  const ids: string[] = []
  const groups = new Map<string, ChosenGroup>()
  for await (const { record, error, at } of entries) {
    if (until !== undefined && at > until) continue
    ids.push(record.id)
    const [command, code] = [record.command, error?.code ?? '']
    const group = groups.get(`${command} ${code}`) ?? { command, code, count: 0 }
    group.count++
    groups.set(`${command} ${code}`, group)
  }
  return { ids, groups: [...groups.values()] }
}

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
