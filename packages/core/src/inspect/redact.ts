import type { Receiver } from '../receiver/receiver.ts'
import { receiverOf } from '../receiver/receiver-of.ts'
import { type Redact, redactor } from '../redaction/redactor.ts'

interface KnownSecrets {
  readonly secrets: readonly string[]
  readonly redact: Redact
}

// Made once for the same secrets, because every text that is shown needs it.
const redactors = new WeakMap<Receiver, KnownSecrets>()

/**
 * A text without the tokens and keys of a receiver, in every spelling: a handler may have thrown one.
 *
 * @throws `invalid-option` when `callbacks` is not what `roomCallbacks` returned
 * @example
 * log.warn(redact(callbacks, String(error.stack)))
 */
export function redact(callbacks: object, text: string): string {
  const receiver = receiverOf(callbacks)
  const secrets = receiver.services.secretsFinder.texts()
  const known = redactors.get(receiver)
  if (known && isSame(known.secrets, secrets)) return known.redact(text)
  const redact = redactor([...secrets], { label: '[token]' })
  redactors.set(receiver, { secrets, redact })
  return redact(text)
}

/** Whether nothing was found since: a token function finds others while the receiver runs. */
const isSame = (known: readonly string[], secrets: readonly string[]): boolean =>
  known.length === secrets.length && known.every((secret, index) => secret === secrets[index])
