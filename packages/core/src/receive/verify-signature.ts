import { Refusal } from '../errors/refusal.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { tokenOptionMistake } from '../options/token-form.ts'
import { readCommandEnvelope } from '../protocols/command/command-envelope.ts'
import { commandProtocol } from '../protocols/command/protocol.ts'
import { SignatureCheck, verifySignature as verify } from '../protocols/command/signature.ts'

/** How a signature is verified. */
export interface VerifyOptions {
  /** How far `RequestTime` may lie from the clock, before and after. Unit: s. Default: 60. */
  readonly window?: number
  /** The time at which the request arrived. Unit: ms since 1970. Default: now. */
  readonly receivedAt?: number
}

/**
 * Verifies the token signature of a callback URL, for hosts that need nothing else of this library. It covers neither the body
 * nor the command nor the app (64412, Chat 34354).
 *
 * @param query The query string, with or without its question mark, or its parameters.
 * @param token The token of the callback settings, or several during a rotation.
 * @throws `bad-signature`, `expired-signature`; `malformed-query` for a parameter that is repeated; `invalid-option` for what
 * is no token
 * @example
 * verifySignature(new URL(request.url).searchParams, process.env.CALLBACK_TOKEN)
 * const { packet } = parsePacket(new Uint8Array(await request.arrayBuffer()))
 */
export function verifySignature(
  query: string | URLSearchParams,
  token: string | readonly string[],
  { window = 60, receivedAt = Date.now() }: VerifyOptions = {},
): void {
  const tokens = Array.isArray(token) ? (token as readonly string[]) : [token as string]
  const mistake = tokens.length === 0 ? 'token: none is given.' : tokenOptionMistake(tokens)
  if (mistake) throw new RoomCallbacksError('invalid-option', mistake)
  const text = String(query).replace(/^\?/, '')
  // The console checks a URL with a request that names no command; it is signed all the same.
  const envelope =
    readCommandEnvelope(text, commandProtocol) ?? readCommandEnvelope(`${text}&CallbackCommand=`, commandProtocol)
  if (!envelope) throw new Refusal('bad-signature')
  if (envelope.malformed) throw new Refusal('malformed-query', envelope.malformed)
  verify(envelope, new SignatureCheck(tokens), { receivedAt, window })
}
