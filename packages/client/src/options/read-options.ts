import { didYouMean } from '@room-callbacks/core'
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

/** Checks what `callbackClient` was given. @throws PlatformError `invalid-option`, unknown keys included. */
export function readOptions(options: ClientOptions): Settings {
  checkOptions(options)
  const { sdkAppId, secretKey, identifier = 'administrator', region = 'singapore', url } = options
  const { timeout = 5000, retries = 3, callsPerSecond = 200, userSigLifetime = 86_400 } = options
  return {
    sdkAppId: String(sdkAppId),
    secretKey,
    identifier,
    origin: url === undefined ? `https://${regions[region]}` : new URL(url).origin,
    isTencent: url === undefined,
    timeout,
    retries,
    callsPerSecond,
    userSigLifetime,
    commands: options.commands ?? [],
    clock: options.clock ?? Date.now,
  }
}

function checkOptions(options: ClientOptions): void {
  if (typeof options !== 'object' || options === null) throw invalid('Expected an object.')
  const names = Object.keys(clientOptionTable)
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw invalid(`"${unknown}" is not an option.${didYouMean(unknown, names)} Options: ${names.join(', ')}.`)
  }
  for (const [name, row] of Object.entries<ClientOptionRow>(clientOptionTable)) {
    const value = options[name as keyof ClientOptions]
    const isRight = value === undefined ? !row.isRequired : row.accepts(value)
    if (!isRight) throw invalid(`${name}: expected ${row.type}. ${row.description}`)
  }
}

const invalid = (detail: string): PlatformError => new PlatformError('invalid-option', { detail })
