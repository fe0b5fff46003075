import type { Trees } from '../database/trees.ts'
import { decodeIdentity, type Identity } from '../layout/identity.ts'
import { identityKey, undatedKey } from '../layout/identity-key.ts'
import { forgetIfOver } from './remembered.ts'

/** What is known of an id. */
export const findIdentity = (trees: Trees, id: string): Identity | undefined => identityAt(trees, identityKey(id), 0)

/** Whether the callback of an id was put, and is not forgotten. */
export function isKnown(trees: Trees, key: Uint8Array, now: number): boolean {
  const identity = identityAt(trees, key, now)
  // Its time may be over, and nobody has swept it yet.
  return identity !== undefined && !forgetIfOver(trees, identity.sequence, now)
}

function identityAt({ identities, counters }: Trees, key: Uint8Array, now: number): Identity | undefined {
  const isUndated = now < counters.get('undatedUntil')
  const stored = identities.getBinary(key) ?? (isUndated ? identities.getBinary(undatedKey(key)) : undefined)
  return stored && decodeIdentity(stored)
}
