import { RoomCallbacksError } from '@room-callbacks/core'
import type { InspectorOptions, InspectorSettings } from './inspector-options.ts'

type Rule = readonly [isValid: (value: unknown) => boolean, expected: string]

const isCount =
  (least: number, most: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most

const rules: { readonly [option in keyof InspectorOptions]-?: Rule } = {
  path: [(value) => typeof value === 'string' && /^\/[\w\-./~]*$/.test(value), 'a path that begins with a slash'],
  secret: [(value) => typeof value === 'string' && value.length >= 16, 'at least 16 characters'],
  capacity: [isCount(1, 100_000), 'an integer from 1 to 100000'],
  memory: [isCount(262_144, 2 ** 31), 'an integer from 262144 to 2147483648'],
  allowRemote: [(value) => typeof value === 'boolean', 'true or false'],
  hosts: [
    (value) => Array.isArray(value) && value.every((host) => typeof host === 'string' && /^[\w\-.]+$/.test(host)),
    'a list of host names, without ports',
  ],
}

/** Checks what `inspector` was given. @throws `invalid-option`, unknown keys included. */
export function readOptions(options: InspectorOptions): InspectorSettings {
  for (const [name, value] of Object.entries(options)) check(name, value)
  const { path = '/room-callbacks', secret, capacity = 1000, memory = 33_554_432, allowRemote = false } = options
  if (secret === undefined && process.env['NODE_ENV'] === 'production') {
    throw invalid('NODE_ENV is production, where the page needs a secret: set one, or do not mount it.')
  }
  if (secret === undefined && allowRemote) throw invalid('allowRemote needs a secret: everybody could read packets.')
  const hosts = (options.hosts ?? []).map((host) => host.toLowerCase())
  return { path: path.replace(/\/+$/, ''), secret, capacity, memory, allowRemote, hosts }
}

function check(name: string, value: unknown): void {
  const rule = Object.hasOwn(rules, name) ? rules[name as keyof InspectorOptions] : undefined
  if (!rule) throw invalid(`"${name}" is not an option. Options: ${Object.keys(rules).join(', ')}.`)
  // An environment variable that is not set must not mean "no secret".
  if (value === undefined && name !== 'secret') return
  const [isValid, expected] = rule
  if (!isValid(value)) throw invalid(`${name}: expected ${expected}.`)
}

const invalid = (detail: string): RoomCallbacksError => new RoomCallbacksError('invalid-option', `inspector: ${detail}`)
