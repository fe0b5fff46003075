import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Options } from '../generated/options.ts'
import { SignatureCheck } from '../protocols/command/signature.ts'
import type { AppSecrets, KeyOption } from '../protocols/protocol.ts'
import type { AppCheck, KeyFunction, SdkAppIds, TokenFunction } from './app-functions.ts'

/** The apps of a receiver, and where what proves that a callback of them is genuine comes from. */
export interface Apps {
  /** Those that are known at the start, in digits; none when a function is asked. */
  readonly ids: readonly string[]
  /** What is known at the start; empty when a function is asked. */
  readonly secrets: ReadonlyMap<string, AppSecrets>
  readonly isServed: AppCheck | undefined
  readonly tokenOf: TokenFunction | undefined
  readonly keyOf: KeyFunction | undefined
  /** How keys are read; undefined without a family whose callbacks are signed with a key. */
  readonly keyOption: KeyOption | undefined
  /** What the options give an app; undefined for one that an object of tokens leaves out. */
  readonly given: (sdkAppId: string) => AppSecrets | undefined
  /** Every token and key that the options hold. */
  readonly texts: readonly string[]
}

const idForm = /^[1-9]\d{0,15}$/

/** Whether a text is an SDKAppID in its one spelling, without zeros before it. */
export const isSdkAppId = (text: string): boolean => idForm.test(text)

/** Reads the ids, and distributes the tokens and the keys. @throws `invalid-option` */
export function readApps(
  sdkAppIds: SdkAppIds,
  { token, key }: Pick<Options, 'token' | 'key'>,
  keyOption: KeyOption | undefined,
): Apps {
  const isServed = typeof sdkAppIds === 'function' ? sdkAppIds : undefined
  const tokenOf = typeof token === 'function' ? token : undefined
  const keyOf = typeof key === 'function' ? key : undefined
  const ids = typeof sdkAppIds === 'function' ? undefined : readIds(sdkAppIds)
  // An app without a token beside apps with one would be an open door. Without a key its events are refused.
  const missing = isByApp(token) ? ids?.find((id) => !Object.hasOwn(token, id)) : undefined
  if (missing) throw new RoomCallbacksError('invalid-option', `token: none is given for app ${missing}.`)
  const signatures = checksOf(ids, 'token', token, signaturesOf)
  const keys = checksOf(ids, 'key', key, (keys) => keyOption?.checkOf(keys))
  const given = (id: string): AppSecrets | undefined =>
    signatures.byApp && !signatures.byApp.has(id) ? undefined : { signature: signatures.of(id), key: keys.of(id) }
  const known = ids === undefined || tokenOf || keyOf ? [] : ids
  return {
    ids: ids ?? [],
    secrets: new Map(known.map((id) => [id, given(id) as AppSecrets])),
    isServed,
    tokenOf,
    keyOf,
    keyOption,
    given,
    texts: [
      ...signatures.all.flatMap((check) => check?.tokens ?? []),
      ...keys.all.flatMap((check) => (check ? check.keys : [])),
    ],
  }
}

function readIds(sdkAppIds: Exclude<SdkAppIds, AppCheck>): string[] {
  const ids = [sdkAppIds].flat().map(String)
  if (ids.length === 0) throw new RoomCallbacksError('invalid-option', 'No SDKAppID is given.')
  for (const id of ids) {
    if (!isSdkAppId(id))
      throw new RoomCallbacksError(
        'invalid-option',
        `"${id}" is not an SDKAppID: a number such as 1400000000, from the console.`,
      )
  }
  return ids
}

type Secret = string | readonly string[] | false | undefined

type SecretOption = Secret | { readonly [app: string]: Secret } | TokenFunction | KeyFunction

const isByApp = (option: SecretOption): option is { readonly [app: string]: Secret } =>
  typeof option === 'object' && option !== null && !Array.isArray(option)

/** What apps are checked with. */
interface Checks<Check> {
  readonly byApp: ReadonlyMap<string, Check> | undefined
  readonly all: readonly Check[]
  of(sdkAppId: string): Check | undefined
}

/**
 * What each app is checked with; apps that share a secret share its check.
 *
 * @param ids Undefined when a function says which apps are served.
 */
function checksOf<Check>(
  ids: readonly string[] | undefined,
  name: string,
  option: SecretOption,
  checkOf: (secret: Secret) => Check,
): Checks<Check> {
  if (!isByApp(option)) {
    const check = checkOf(typeof option === 'function' ? undefined : option)
    return { byApp: undefined, all: [check], of: () => check }
  }
  const foreign = ids && Object.keys(option).find((id) => !ids.includes(id))
  if (foreign) throw new RoomCallbacksError('invalid-option', `${name}: app ${foreign} is not served here.`)
  const byApp = new Map(Object.entries(option).map(([id, secret]) => [id, checkOf(secret)]))
  return { byApp, all: [...byApp.values()], of: (id) => byApp.get(id) }
}

/** What the signatures in a query are checked with. */
export const signaturesOf = (tokens: Secret): SignatureCheck | undefined =>
  tokens ? new SignatureCheck([tokens].flat()) : undefined
