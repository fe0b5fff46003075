import { RoomCallbacksError } from '@room-callbacks/core'
import type { InspectorOptions } from '../generated/inspector-options.ts'
import type { InspectorSettings } from './inspector-settings.ts'
import { type OptionRow, optionTable } from './option-table.ts'

const rows: { readonly [option: string]: OptionRow } = optionTable

/** Checks what `inspector` was given. @throws `invalid-option`, unknown keys included. */
export function readOptions(options: InspectorOptions): InspectorSettings {
  for (const [name, value] of Object.entries(options)) check(name, value)
  const isProduction = process.env['NODE_ENV'] === 'production'
  const { path, secret, capacity, memory, allowRemote, hosts = [] } = withDefaults(options)
  if (secret === undefined && isProduction) {
    throw invalid('NODE_ENV is production, where the page needs a secret: set one, or do not mount it.')
  }
  if (secret === undefined && allowRemote) throw invalid('allowRemote needs a secret: everybody could read packets.')
  return {
    path: path.replace(/\/+$/, ''),
    secret,
    capacity,
    memory,
    record: options.record ?? (isProduction ? 'watched' : 'always'),
    allowRemote,
    hosts: hosts.map((host) => host.toLowerCase()),
  }
}

type WithDefaults = Omit<InspectorSettings, 'hosts' | 'record'> & Pick<InspectorOptions, 'hosts'>

const withDefaults = (options: InspectorOptions): WithDefaults =>
  Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, options[name as keyof InspectorOptions] ?? row.default]),
  ) as unknown as WithDefaults

function check(name: string, value: unknown): void {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined
  if (!row) throw invalid(`"${name}" is not an option. Options: ${Object.keys(rows).join(', ')}.`)
  // An environment variable that is not set must not mean "no secret".
  if (value === undefined && name !== 'secret') return
  if (!row.isValid(value)) throw invalid(`${name}: expected ${row.expected}.`)
}

const invalid = (detail: string): RoomCallbacksError => new RoomCallbacksError('invalid-option', `inspector: ${detail}`)
