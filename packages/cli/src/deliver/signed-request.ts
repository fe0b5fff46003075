import { engineHeaders } from '@room-callbacks/testing'
import type { Settings } from '../settings/settings.ts'
import type { Delivery } from './deliver.ts'
import { type SignedQueryParts, signedQuery } from './signed-query.ts'

/** What a request says, and how it is signed. */
export interface SignedRequestParts extends Omit<SignedQueryParts, 'token'> {
  readonly body: Uint8Array
  /** Without the secret of its protocol nothing is signed. */
  readonly isUnsigned?: boolean
}

/** Whether a word is that of an event of RTC Engine. */
export const isEvent = (word: string): boolean => /^RtcEngine\b/.test(word)

/** The secret that a command is signed with. */
export const secretOf = (word: string): 'token' | 'key' => (isEvent(word) ? 'key' : 'token')

/** Query and headers of a callback, signed with the secret of its protocol (34354, 64412, 39558). */
export function signedRequest(
  { body, isUnsigned, ...fields }: SignedRequestParts,
  settings: Pick<Settings, 'get'>,
): Pick<Delivery, 'query' | 'headers'> {
  const { command, sdkAppId, isForged = false } = fields
  const secret = isUnsigned ? undefined : settings.get(secretOf(command))
  if (!isEvent(command)) return { query: signedQuery({ ...fields, token: secret }) }
  return { query: '', headers: engineHeaders({ sdkAppId, key: secret && isForged ? `${secret}x` : secret, body }) }
}
