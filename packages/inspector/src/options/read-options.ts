import { didYouMean, RoomCallbacksError } from '@room-callbacks/core'
import type { InspectorOptions } from '../generated/inspector-options.ts'
import type { InspectorSettings } from './inspector-settings.ts'
import { type OptionRow, optionTable } from './option-table.ts'

const rows: { readonly [option: string]: OptionRow } = optionTable

/** Checks what `inspector` was given. @throws `invalid-option`, unknown keys included. */
export function readOptions(options: InspectorOptions): InspectorSettings {
  for (const [name, value] of Object.entries(options)) check(name, value)
  const {
    path,
    secret,
    trustUnixSocket,
    capacity,
    memory,
    allowRemote,
    hosts = [],
    inboxes = {},
  } = withDefaults(options)
  if (secret === undefined && !isDevelopment()) {
    throw invalid('NODE_ENV says that this is no development, where a random secret would be printed: give a secret.')
  }
  if (secret === undefined && allowRemote)
    throw invalid('allowRemote needs a secret: without one every machine could read packets.')
  if (secret === undefined && Object.keys(inboxes).length > 0)
    throw invalid('inboxes need a secret: they hold what other processes received.')
  return {
    path: path.replace(/\/+$/, ''),
    secret,
    trustUnixSocket,
    capacity,
    memory,
    record: options.record ?? (isDevelopment() ? 'always' : 'watched'),
    allowRemote,
    hosts: hosts.map((host) => host.toLowerCase()),
    inboxes,
  }
}

/** Any other word, a misspelt one too, is for a server that is not only the developer's. Not set is what most have. */
const isDevelopment = (): boolean => ['', 'development', 'test'].includes(process.env['NODE_ENV'] ?? '')

type WithDefaults = Omit<InspectorSettings, 'hosts' | 'inboxes' | 'record'> &
  Pick<InspectorOptions, 'hosts' | 'inboxes'>

const withDefaults = (options: InspectorOptions): WithDefaults =>
  Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, options[name as keyof InspectorOptions] ?? row.default]),
  ) as unknown as WithDefaults

function check(name: string, value: unknown): void {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined
  if (!row) {
    const names = Object.keys(rows)
    throw invalid(`"${name}" is not an option.${didYouMean(name, names)} Options: ${names.join(', ')}.`)
  }
  // An environment variable that is not set must not mean "no secret".
  if (value === undefined && name !== 'secret') return
  if (!row.isValid(value)) throw invalid(`${name}: expected ${row.expected}.`)
}

const invalid = (detail: string): RoomCallbacksError => new RoomCallbacksError('invalid-option', `inspector: ${detail}`)
