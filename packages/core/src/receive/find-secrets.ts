import { Refusal } from '../errors/refusal.ts'
import type { AppCheck, KeyFunction, TokenFunction } from '../options/app-functions.ts'
import { type Apps, isSdkAppId, signaturesOf } from '../options/apps.ts'
import { tokenOptionMistake } from '../options/token-form.ts'
import type { AppSecrets, Envelope, KeyOption } from '../protocols/protocol.ts'
import { type Deadline, isPromise, type MaybePromise } from '../timers.ts'
import { AppLookup, type AppQuestion, type LookupLimits } from './app-lookup.ts'

const decimal = /^\d{1,16}$/

/** Finds what the app of a callback is authenticated with, where that is not known at the start: it asks functions. */
export class SecretsFinder {
  readonly #apps: Apps
  readonly #served: AppLookup<true> | undefined
  readonly #tokens: AppLookup<AppSecrets> | undefined
  readonly #keys: AppLookup<AppSecrets> | undefined

  constructor(apps: Apps, limits: LookupLimits) {
    const { isServed, tokenOf, keyOf, keyOption } = apps
    this.#apps = apps
    this.#served = isServed && new AppLookup(whetherServed(isServed), limits)
    this.#tokens = tokenOf && new AppLookup(whichToken(tokenOf), limits)
    this.#keys = keyOf && keyOption && new AppLookup(whichKey(keyOf, keyOption), limits)
  }

  /** @throws `malformed-query`, `unknown-app`, `lookup-failed`, `overloaded` */
  find({ sdkAppId, protocol }: Envelope, deadline: Deadline): MaybePromise<AppSecrets> {
    if (sdkAppId === undefined || !decimal.test(sdkAppId)) {
      throw new Refusal('malformed-query', 'SdkAppid is missing or not a decimal number.')
    }
    const isPossible = this.#served ? isSdkAppId(sdkAppId) : this.#apps.ids.includes(sdkAppId)
    const given = this.#apps.given(sdkAppId)
    if (!isPossible || !given) throw new Refusal('unknown-app')
    const lookup = { token: this.#tokens, key: this.#keys, none: undefined }[protocol.secret ?? 'none']
    const served = this.#served?.find(sdkAppId, deadline)
    const secretsOfServed = () => lookup?.find(sdkAppId, deadline) ?? given
    return isPromise(served) ? served.then(secretsOfServed) : secretsOfServed()
  }

  /** Every token and key that is known by now, for what takes them out of a text that is shown. */
  texts(): readonly string[] {
    const found = [...(this.#tokens?.values() ?? []), ...(this.#keys?.values() ?? [])]
    return [
      ...this.#apps.texts,
      ...found.flatMap(({ signature, key }) => [...(signature?.tokens ?? []), ...(key ? key.keys : [])]),
    ]
  }
}

const whetherServed = (isServed: AppCheck): AppQuestion<true> => ({
  name: 'The function of app ids',
  ask: isServed,
  read(answer) {
    if (typeof answer === 'boolean') return answer ? { value: true } : {}
    return { mistake: `It returned ${answer === null ? 'null' : typeof answer}, where a boolean is due.` }
  },
})

const whichToken = (tokenOf: TokenFunction): AppQuestion<AppSecrets> => ({
  name: 'The token function',
  ask: tokenOf,
  read: (answer) =>
    readSecret(answer, tokenOptionMistake, (tokens) => ({ signature: signaturesOf(tokens), key: undefined })),
})

const whichKey = (keyOf: KeyFunction, { mistakeOf, checkOf }: KeyOption): AppQuestion<AppSecrets> => ({
  name: 'The key function',
  ask: keyOf,
  read: (answer) => readSecret(answer, mistakeOf, (keys) => ({ signature: undefined, key: checkOf(keys) })),
})

function readSecret(
  answer: unknown,
  mistakeOf: (option: unknown) => string | undefined,
  secretsOf: (secret: string | readonly string[] | false) => AppSecrets,
): ReturnType<AppQuestion<AppSecrets>['read']> {
  // Databases give null for what they do not have.
  if (answer === undefined || answer === null) return {}
  const mistake = mistakeOf(answer) ?? (isSecret(answer) ? undefined : 'One or several are due.')
  return mistake === undefined ? { value: secretsOf(answer as string | readonly string[] | false) } : { mistake }
}

/** Whether it is no object by app, and no empty list. */
const isSecret = (answer: unknown): boolean =>
  Array.isArray(answer)
    ? answer.length > 0 && answer.every((one) => typeof one === 'string')
    : ['string', 'boolean'].includes(typeof answer)
