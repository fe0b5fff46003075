import type { Receiver } from '../receiver/receiver.ts'
import { receiverOf } from '../receiver/receiver-of.ts'
import { type Redact, redactor } from '../redaction/redactor.ts'

// Made once, for it is asked for every text that is shown.
const redactors = new WeakMap<Receiver, Redact>()

/**
 * A text without the tokens of a receiver, in whatever spelling: a handler may have thrown one.
 *
 * @throws `invalid-option` when `callbacks` is not what `roomCallbacks` returned
 * @example
 * log.warn(redact(callbacks, String(error.stack)))
 */
export function redact(callbacks: object, text: string): string {
  const receiver = receiverOf(callbacks)
  const known = redactors.get(receiver)
  if (known) return known(text)
  const tokens = [...receiver.services.settings.apps.values()].flatMap(({ signature }) => signature?.tokens ?? [])
  const made = redactor(tokens, { label: '[token]' })
  redactors.set(receiver, made)
  return made(text)
}
