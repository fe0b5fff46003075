import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Options } from '../generated/options.ts'
import { SignatureCheck } from '../protocols/command/signature.ts'
import type { AppSecrets } from '../protocols/protocol.ts'
import { KeyCheck } from '../protocols/rtc-engine/body-signature.ts'

/** One SDKAppID or several: a number, or its digits. */
export type SdkAppIds = number | string | readonly (number | string)[]

/** Each app of a receiver with what proves that a callback of it is genuine. */
export type Apps = ReadonlyMap<string, AppSecrets>

const idForm = /^[1-9]\d{0,15}$/

/** Reads the ids, and distributes the tokens and the keys. @throws `invalid-option` */
export function readApps(sdkAppIds: SdkAppIds, { token, key }: Pick<Options, 'token' | 'key'>): Apps {
  const ids = [sdkAppIds].flat().map(String)
  if (ids.length === 0) throw new RoomCallbacksError('invalid-option', 'No SDKAppID is given.')
  for (const id of ids) {
    if (!idForm.test(id)) throw new RoomCallbacksError('invalid-option', `"${id}" is not an SDKAppID.`)
  }
  // An app without a token beside apps with one would be an open door. Without a key its events are refused.
  const missing = isByApp(token) ? ids.find((id) => !Object.hasOwn(token, id)) : undefined
  if (missing) throw new RoomCallbacksError('invalid-option', `token: none is given for app ${missing}.`)
  const signatures = perApp(ids, 'token', token, signaturesOf)
  const keys = perApp(ids, 'key', key, keysOf)
  return new Map(ids.map((id) => [id, { signature: signatures.get(id), key: keys.get(id) }]))
}

type Secret = string | readonly string[] | false | undefined

const isByApp = <Given>(
  option: Given | { readonly [app: string]: Secret },
): option is { readonly [app: string]: Secret } =>
  typeof option === 'object' && option !== null && !Array.isArray(option)

/** What each app is checked with; apps that share a secret share its check. */
function perApp<Check>(
  ids: readonly string[],
  name: string,
  option: Secret | { readonly [app: string]: Secret },
  checkOf: (secret: Secret) => Check,
): Map<string, Check> {
  if (!isByApp(option)) {
    const check = checkOf(option)
    return new Map(ids.map((id) => [id, check]))
  }
  const foreign = Object.keys(option).find((id) => !ids.includes(id))
  if (foreign) throw new RoomCallbacksError('invalid-option', `${name}: app ${foreign} is not served here.`)
  return new Map(Object.entries(option).map(([id, secret]) => [id, checkOf(secret)]))
}

const signaturesOf = (tokens: Secret): SignatureCheck | undefined =>
  tokens ? new SignatureCheck([tokens].flat()) : undefined

const keysOf = (keys: Secret): KeyCheck | false | undefined =>
  keys ? new KeyCheck([keys].flat()) : (keys as undefined | false)
