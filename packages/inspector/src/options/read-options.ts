import { RoomCallbacksError } from '@room-callbacks/core'
import { optionMistake, withDefaults, withoutUndefined } from '@room-callbacks/core/checked-options'
import type { InspectorOptions } from '../generated/inspector-options.ts'
import type { InspectorSettings } from './inspector-settings.ts'
import { optionTable } from './option-table.ts'

/** Checks what `inspector` was given. @throws `invalid-option`, unknown keys included. */
export function readOptions(options: InspectorOptions): InspectorSettings {
  // A secret from an environment variable that is not set must not mean "no secret".
  const given =
    'secret' in options ? { ...withoutUndefined(options), secret: options.secret } : withoutUndefined(options)
  const mistake = optionMistake<InspectorOptions>(given, optionTable)
  if (mistake) throw invalid(mistake)
  const {
    path,
    secret,
    trustUnixSocket,
    capacity,
    memory,
    allowRemote,
    hosts = [],
    inboxes = {},
  } = withDefaults<WithDefaults>(options, optionTable)
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

const invalid = (detail: string): RoomCallbacksError => new RoomCallbacksError('invalid-option', `inspector: ${detail}`)
