import type { SettingName } from '../../settings/setting-table.ts'
import type { ArgumentDefinitions, CommandDefinition, TextDefinition } from '../command-definition.ts'
import { choice } from '../shared-flags.ts'
import type { DrainFlags } from './drain.ts'
import type { ExportFlags } from './export.ts'
import type { ListFlags } from './list.ts'
import type { PurgeFlags } from './purge.ts'
import type { RetryFlags } from './retry.ts'
import type { ShowFlags } from './show.ts'
import type { StatsFlags } from './stats.ts'
import type { PlaceFlags } from './store-address.ts'

const settings: readonly SettingName[] = ['store']

const place: ArgumentDefinitions = {
  name: { kind: 'text', describe: 'The name of an inbox in Redis. Otherwise callbacks.' },
  prefix: { kind: 'text', describe: 'The prefix of its keys in Redis. Otherwise {room-callbacks}.' },
  schema: { kind: 'text', describe: 'The schema of an inbox in Postgres. Otherwise room_callbacks.' },
}

const filters: ArgumentDefinitions = {
  command: { kind: 'text', describe: 'Only this command.' },
  code: { kind: 'text', describe: 'Only entries whose last error has this code, such as handler-failed.' },
  'order-key': { kind: 'text', describe: 'Only entries of this order key, such as 1400000000/room/r1.' },
}

const changing: ArgumentDefinitions = {
  all: { kind: 'switch', describe: 'Every entry.' },
  'older-than': { kind: 'text', describe: 'Only entries that have been in their state for this long: 90m, 12h, 7d.' },
  'dry-run': { kind: 'switch', describe: 'Shows the chosen entries, and changes nothing.' },
  yes: { kind: 'switch', describe: 'Does it without asking.' },
}

const id: TextDefinition = { kind: 'text', describe: 'The id of an entry, as `inbox list` shows it.' }

const state: TextDefinition = {
  kind: 'text',
  choices: ['dead', 'waiting', 'running', 'delayed', 'recorded'],
  describe: 'Which state. Default: dead.',
}

const limit = (describe: string, most: number, usual: number): ArgumentDefinitions => ({
  limit: { kind: 'number', describe, default: usual, minimum: 1, maximum: most },
})

const sqlite = '--store sqlite:./callbacks.db'

/** `room-callbacks inbox …` */
export const inboxCommands: readonly CommandDefinition[] = [
  {
    usage: 'inbox stats',
    summary: 'Shows an inbox in numbers, by command, key and code.',
    settings,
    flags: { ...place, ...limit('How many entries of each state are read to count them.', 100_000, 1000) },
    examples: [[`inbox stats ${sqlite}`, 'what waits, and what died']],
    load: async () => (await import('./stats.ts')).stats,
  } satisfies CommandDefinition<StatsFlags>,
  {
    usage: 'inbox list [state]',
    summary: 'Lists dead letters, or what is in another state, oldest first.',
    positionals: { state },
    settings,
    flags: { ...place, ...filters, ...limit('How many.', 100_000, 20) },
    examples: [[`inbox list ${sqlite} --code handler-failed`, 'the dead letters of failed handlers']],
    load: async () => (await import('./list.ts')).list,
  } satisfies CommandDefinition<ListFlags>,
  {
    usage: 'inbox show <id>',
    summary: 'Shows one entry: its error, its attempts and its packet.',
    positionals: { id },
    settings,
    flags: place,
    examples: [[`inbox show 1400000000:Room… ${sqlite}`, 'all that is known of it']],
    load: async () => (await import('./show.ts')).show,
  } satisfies CommandDefinition<ShowFlags>,
  {
    usage: 'inbox retry [id]',
    summary: 'Gives dead letters new attempts; asks first.',
    positionals: { id },
    settings,
    flags: { ...place, ...filters, ...changing },
    examples: [[`inbox retry --code handler-failed ${sqlite}`, 'after a service was down']],
    load: async () => (await import('./retry.ts')).retry,
  } satisfies CommandDefinition<RetryFlags>,
  {
    usage: 'inbox purge [id]',
    summary: 'Deletes dead letters, or recorded decisions; asks first.',
    positionals: { id },
    settings,
    flags: {
      ...place,
      ...filters,
      state: { ...choice('Which state.', 'dead', 'recorded'), default: 'dead' } as TextDefinition,
      ...changing,
    },
    examples: [[`inbox purge --code invalid-packet --older-than 7d ${sqlite}`, 'old packets that were refused']],
    load: async () => (await import('./purge.ts')).purge,
  } satisfies CommandDefinition<PurgeFlags>,
  {
    usage: 'inbox drain',
    summary: 'Waits until the workers have handled everything, and shows what is left.',
    settings,
    flags: {
      ...place,
      timeout: {
        kind: 'number',
        describe: 'How long it waits. Unit: ms. 0: without a limit.',
        default: 0,
        minimum: 0,
        maximum: 86_400_000,
      },
    },
    examples: [[`inbox drain ${sqlite} --timeout 60000`, 'before a store is replaced by another']],
    load: async () => (await import('./drain.ts')).drain,
  } satisfies CommandDefinition<DrainFlags>,
  {
    usage: 'inbox migrate',
    summary: 'Makes the tables of a store, or brings them up to date.',
    settings,
    flags: place,
    examples: [['inbox migrate --store postgres://localhost/app', 'in a deployment, before the app starts']],
    load: async () => (await import('./migrate.ts')).migrate,
  } satisfies CommandDefinition<PlaceFlags>,
  {
    usage: 'inbox export [state]',
    summary: 'Writes entries to a file that `replay`, the inspector and tests read.',
    positionals: { state },
    settings,
    flags: {
      ...place,
      ...filters,
      to: { kind: 'text', describe: 'A new file, which only you may read. Otherwise stdout.' },
    },
    examples: [[`inbox export --to dead.json ${sqlite}`, 'before they are purged']],
    load: async () => (await import('./export.ts')).exportEntries,
  } satisfies CommandDefinition<ExportFlags>,
]
