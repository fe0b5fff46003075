import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Options } from '../generated/options.ts'

/** One SDKAppID or several: a number, or its digits. */
export type SdkAppIds = number | string | readonly (number | string)[]

/** Each app of a receiver with the tokens that it accepts; none means no authentication. */
export type Apps = ReadonlyMap<string, readonly string[]>

const idForm = /^[1-9]\d{0,15}$/

/** Reads the ids and distributes the tokens. @throws `invalid-option` */
export function readApps(sdkAppIds: SdkAppIds, token: Options['token']): Apps {
  const ids = [sdkAppIds].flat().map(String)
  if (ids.length === 0) throw new RoomCallbacksError('invalid-option', 'No SDKAppID is given.')
  for (const id of ids) {
    if (!idForm.test(id)) throw new RoomCallbacksError('invalid-option', `"${id}" is not an SDKAppID.`)
  }
  if (typeof token !== 'object' || Array.isArray(token)) {
    const tokens = tokenList(token as string | readonly string[] | undefined)
    return new Map(ids.map((id) => [id, tokens]))
  }
  const perApp = new Map(Object.entries(token).map(([id, tokens]) => [id, tokenList(tokens)]))
  // An app without a token beside apps with one would be an open door that nobody sees.
  const missing = ids.find((id) => !perApp.has(id))
  if (missing) throw new RoomCallbacksError('invalid-option', `token: none is given for app ${missing}.`)
  const foreign = [...perApp.keys()].find((id) => !ids.includes(id))
  if (foreign) throw new RoomCallbacksError('invalid-option', `token: app ${foreign} is not served here.`)
  return perApp
}

const tokenList = (tokens: string | readonly string[] | undefined): readonly string[] =>
  tokens === undefined ? [] : [tokens].flat()
