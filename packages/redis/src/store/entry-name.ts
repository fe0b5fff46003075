import { createHash } from 'node:crypto'

/** The id of an entry whose own id cannot be read, with its name. */
const unreadable = /^unreadable:([\w-]{22})$/

/**
 * The name of an entry in the keys: 132 bits of the SHA-256 of its id. Ids are over 100 characters long, hold any of them,
 * and stand in three sets at once; and of a handled callback the name is all that is kept.
 */
export function entryName(id: string): string {
  const [, name] = unreadable.exec(id) ?? []
  return name ?? createHash('sha256').update(id).digest('base64url').slice(0, 22)
}
