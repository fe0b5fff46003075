import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CliError } from '../../errors/cli-error.ts'

/** Which package has the store. */
export type StoreKind = 'sqlite' | 'redis' | 'postgres'

/** Where in its database an inbox is; each store knows its own words. */
export interface PlaceFlags {
  readonly name?: string
  readonly prefix?: string
  readonly schema?: string
}

/** Where a store is. */
export interface StoreAddress {
  readonly kind: StoreKind
  /** The path of the file, or the URL. It may hold a password. */
  readonly place: string
  readonly flags: PlaceFlags
}

const knownFlags: { readonly [kind in StoreKind]: readonly (keyof PlaceFlags)[] } = {
  sqlite: [],
  redis: ['name', 'prefix'],
  postgres: ['schema'],
}

/**
 * What the setting `store` says.
 *
 * @throws `invalid-arguments` for flags of another store
 */
export function readStoreAddress(store: string, { name, prefix, schema }: PlaceFlags, cwd: string): StoreAddress {
  const kind = kindOf(store)
  const given = Object.entries({ name, prefix, schema }).filter(([, value]) => value !== undefined)
  const wrong = given.find(([flag]) => !knownFlags[kind].includes(flag as keyof PlaceFlags))
  if (wrong) {
    const known = knownFlags[kind].map((flag) => `--${flag}`).join(' and ') || 'none of them'
    throw new CliError('invalid-arguments', `--${wrong[0]} is not an option of this store.`, `It knows ${known}.`)
  }
  return { kind, place: kind === 'sqlite' ? pathOf(store, cwd) : store, flags: Object.fromEntries(given) }
}

function kindOf(store: string): StoreKind {
  if (/^sqlite:/i.test(store)) return 'sqlite'
  return /^redis/i.test(store) ? 'redis' : 'postgres'
}

/** `sqlite:./callbacks.db`, `sqlite:/data/callbacks.db` and `sqlite:///data/callbacks.db`. */
function pathOf(store: string, cwd: string): string {
  const path = store.slice('sqlite:'.length)
  if (path.startsWith('///')) return fileURLToPath(`file:${path}`)
  return isAbsolute(path) ? path : resolve(cwd, path)
}
