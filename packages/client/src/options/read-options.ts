import { type OptionChecks, optionMistake, withDefaults, withoutUndefined } from '@room-callbacks/core/checked-options'
import { PlatformError } from '../errors/platform-error.ts'
import { type ClientOptionRow, clientOptionTable } from './client-option-table.ts'
import type { ClientOptions } from './client-options.ts'
import { regions } from './regions.ts'

/** The options of a client, checked and complete. */
export interface Settings {
  readonly sdkAppId: string
  readonly secretKey: string
  readonly identifier: string
  readonly origin: string
  /** Whether the platform is Tencent's own, which reaches only what the internet reaches. */
  readonly isTencent: boolean
  readonly timeout: number
  readonly retries: number
  readonly callsPerSecond: number
  readonly userSigLifetime: number
  readonly commands: readonly string[]
  readonly clock: () => number
}

type Complete = {
  readonly [option in Exclude<keyof ClientOptions, 'url' | 'clock' | 'commands'>]-?: NonNullable<ClientOptions[option]>
} & Pick<ClientOptions, 'url' | 'clock' | 'commands'>

const checks = Object.fromEntries(
  Object.entries<ClientOptionRow>(clientOptionTable).map(([name, { type, description, accepts }]) => [
    name,
    { accepts, expected: `${type}. ${description.replace(/\.$/, '')}` },
  ]),
) as OptionChecks<ClientOptions>

/** Checks what `callbackClient` was given. @throws PlatformError `invalid-option`, unknown keys included. */
export function readOptions(options: ClientOptions): Settings {
  const given = withoutUndefined(options)
  const mistake = optionMistake(given, checks, { required: ['sdkAppId', 'secretKey'] })
  if (mistake) throw new PlatformError('invalid-option', { detail: mistake })
  const { region, url, clock = Date.now, commands = [], ...others } = withDefaults<Complete>(given, clientOptionTable)
  return {
    ...others,
    clock,
    commands,
    sdkAppId: String(others.sdkAppId),
    origin: url === undefined ? `https://${regions[region]}` : new URL(url).origin,
    isTencent: url === undefined,
  }
}
