import { Refusal } from '../errors/refusal.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { checkSignForm, KeyCheck } from '../protocols/rtc-engine/body-signature.ts'
import { keyOptionMistake } from '../protocols/rtc-engine/key-form.ts'

/**
 * Verifies the signature of an event of RTC Engine, for hosts that need nothing else of this library (39558). It covers the bytes
 * of the body, and not the header `SdkAppId`.
 *
 * @param sign The header `Sign`; missing, it is refused.
 * @param body The bytes exactly as they were received.
 * @param key The key of the console, or several during a rotation.
 * @throws `bad-signature`; `invalid-option` for what is no key
 * @example
 * const body = new Uint8Array(await request.arrayBuffer())
 * verifyBodySignature(request.headers.get('Sign'), body, process.env.CALLBACK_KEY)
 */
export function verifyBodySignature(
  sign: string | null | undefined,
  body: Uint8Array,
  key: string | readonly string[],
): void {
  const keys = Array.isArray(key) ? (key as readonly string[]) : [key as string]
  const isKey = keys.length > 0 && keys.every((one) => typeof one === 'string')
  const mistake = keyOptionMistake(keys) ?? (isKey ? undefined : 'key: none is given.')
  if (mistake) throw new RoomCallbacksError('invalid-option', mistake)
  const given = sign ?? undefined
  checkSignForm(given)
  if (!new KeyCheck(keys).isSigned(given, body)) throw new Refusal('bad-signature')
}
