import type { Refusal } from '../../errors/refusal.ts'
import type { SignatureState } from './observation.ts'
import type { Passed } from './passed.ts'

const refusedBefore = new Set<string>(['wrong-method', 'malformed-query', 'foreign-app'])

/** What became of the signature of a callback, from where it was refused. */
export function signatureState({ parts, query }: Passed, refusal: Refusal | undefined): SignatureState {
  if (refusal && refusedBefore.has(refusal.code)) return 'not-reached'
  // Whoever came so far named an app.
  if (parts.settings.apps.get(query.SdkAppid as string) === undefined) return 'unchecked'
  if (refusal?.code === 'bad-signature') return 'wrong'
  return refusal?.code === 'stale' ? 'stale' : 'valid'
}
