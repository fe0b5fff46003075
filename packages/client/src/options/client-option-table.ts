import type { OptionRow } from '@room-callbacks/core'
import { isAdditionalCommand } from '../commands/additional-command.ts'
import { isAccount, isSdkAppId, isSecretKey, isWhole } from '../user-sig/credential-forms.ts'
import type { ClientOptions } from './client-options.ts'
import { isOrigin } from './origin.ts'
import { regions } from './regions.ts'

/** One row of the table, with the check that an option passes. */
export interface ClientOptionRow extends OptionRow {
  readonly accepts: (value: unknown) => boolean
}

/**
 * Every option of `callbackClient`, with its check: the table in the documentation is compared with it.
 *
 * @example
 * clientOptionTable.timeout.default // 5000
 */
export const clientOptionTable: { readonly [option in keyof ClientOptions]-?: ClientOptionRow } = {
  sdkAppId: {
    type: 'number | string',
    description: 'The SDKAppID of the app: a number, or its digits.',
    accepts: isSdkAppId,
  },
  secretKey: {
    type: 'string',
    description: 'The secret key of the app: 64 hexadecimal characters, as the console shows it.',
    accepts: isSecretKey,
  },
  identifier: {
    type: 'string',
    default: 'administrator',
    description: 'An account that is App administrator: at most 32 letters, digits, `_` and `-` (60703).',
    accepts: isAccount,
  },
  region: {
    type: Object.keys(regions)
      .map((region) => `'${region}'`)
      .join(' | '),
    default: 'singapore',
    description: 'Where the app was made. Singapore is the one that the pages of all three products list.',
    accepts: (value) => typeof value === 'string' && Object.hasOwn(regions, value),
  },
  url: {
    type: 'string',
    description:
      "An origin instead of the region's: `https`, or `http` on the loopback address, since the query carries a UserSig. Without a path.",
    accepts: isOrigin,
  },
  timeout: {
    type: 'number',
    unit: 'ms',
    default: 5000,
    description: 'How long an attempt may take, from 3001 to 60000: the platform itself waits 3 s (60703).',
    accepts: (value) => isWhole(value, 3001, 60_000),
  },
  retries: {
    type: 'number',
    default: 3,
    description: 'How often a failure that may pass is tried again, with growing pauses, from 0 to 10.',
    accepts: (value) => isWhole(value, 0, 10),
  },
  callsPerSecond: {
    type: 'number',
    default: 200,
    description: 'Calls of one API in a second, from 1 to 200, which is what the platform allows; more wait.',
    accepts: (value) => isWhole(value, 1, 200),
  },
  userSigLifetime: {
    type: 'number',
    unit: 's',
    default: 86_400,
    description: 'How long a UserSig is valid, at least 60. It is renewed when nine tenths are over.',
    accepts: (value) => isWhole(value, 60, 2 ** 31 - 1),
  },
  commands: {
    type: 'readonly string[]',
    description: 'Command words that are newer than this release; the product is told by what is before the dot.',
    accepts: (value) => Array.isArray(value) && value.every(isAdditionalCommand),
  },
  clock: {
    type: '() => number',
    description: 'The time in milliseconds since 1970; for tests. Default: `Date.now`.',
    accepts: (value) => typeof value === 'function',
  },
}
