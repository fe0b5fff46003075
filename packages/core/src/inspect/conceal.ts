import { receiverOf } from '../receiver/receiver-of.ts'

/**
 * A text without the tokens of a receiver: a handler may have thrown one.
 *
 * @throws `invalid-option` when `callbacks` is not what `roomCallbacks` returned
 * @example
 * log.warn(conceal(callbacks, String(error.stack)))
 */
export function conceal(callbacks: object, text: string): string {
  let concealed = text
  for (const check of receiverOf(callbacks).parts.settings.apps.values())
    concealed = check?.conceal(concealed) ?? concealed
  return concealed
}
