import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Options } from '../generated/options.ts'
import { SignatureCheck } from '../protocols/command/signature.ts'
import type { AppSecrets } from '../protocols/protocol.ts'

/** One SDKAppID or several: a number, or its digits. */
export type SdkAppIds = number | string | readonly (number | string)[]

/** Each app of a receiver with what proves that a callback of it is genuine. */
export type Apps = ReadonlyMap<string, AppSecrets>

const idForm = /^[1-9]\d{0,15}$/

/** Reads the ids and distributes the tokens. @throws `invalid-option` */
export function readApps(sdkAppIds: SdkAppIds, token: Options['token']): Apps {
  const ids = [sdkAppIds].flat().map(String)
  if (ids.length === 0) throw new RoomCallbacksError('invalid-option', 'No SDKAppID is given.')
  for (const id of ids) {
    if (!idForm.test(id)) throw new RoomCallbacksError('invalid-option', `"${id}" is not an SDKAppID.`)
  }
  if (typeof token !== 'object' || Array.isArray(token)) {
    const secrets = secretsOf(token as string | readonly string[] | undefined)
    return new Map(ids.map((id) => [id, secrets]))
  }
  const perApp = new Map(Object.entries(token).map(([id, tokens]) => [id, secretsOf(tokens)]))
  // An app without a token beside apps with one would be an open door that nobody sees.
  const missing = ids.find((id) => !perApp.has(id))
  if (missing) throw new RoomCallbacksError('invalid-option', `token: none is given for app ${missing}.`)
  const foreign = [...perApp.keys()].find((id) => !ids.includes(id))
  if (foreign) throw new RoomCallbacksError('invalid-option', `token: app ${foreign} is not served here.`)
  return perApp
}

const secretsOf = (tokens: string | readonly string[] | undefined): AppSecrets => ({
  signature: tokens === undefined ? undefined : new SignatureCheck([tokens].flat()),
})
