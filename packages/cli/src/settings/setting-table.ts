import { keyMistake, tokenMistake } from '@room-callbacks/core'

/** A setting by its name in the config file. */
export type SettingName =
  | 'sdkAppId'
  | 'url'
  | 'token'
  | 'key'
  | 'secretKey'
  | 'identifier'
  | 'region'
  | 'apiUrl'
  | 'store'

/** One row of the table of settings. */
export interface SettingRow {
  /** Absent for secrets: every user of a machine sees a command line. */
  readonly flag?: string
  readonly variable: string
  readonly description: string
  readonly default?: string
  /** What a value looks like. */
  readonly pattern: RegExp
  readonly form: string
  /** What else may be wrong with a value, as the rest of a sentence that does not hold it. */
  readonly mistakeIn?: (value: string) => string | undefined
  /** What helps with a value that does not look like that, where more can be said than in general. Repeats no secret. */
  readonly meantBy?: (value: string) => string | undefined
}

const address = {
  pattern: /^https?:\/\/[^/]/,
  form: 'an http or https URL',
  // Without a user name, which may be beside a password.
  meantBy: (value: string): string | undefined =>
    /^[\w.-]+(:\d+)?(\/[^?#@]*)?$/.test(value)
      ? `Did you mean ${/^(localhost|127\.)/.test(value) ? 'http' : 'https'}://${value}?`
      : undefined,
}

/**
 * Every setting: from a flag, or else the environment, or else the config file.
 *
 * @example
 * settingTable.token.variable // 'ROOM_CALLBACKS_TOKEN'
 */
export const settingTable: { readonly [name in SettingName]: SettingRow } = {
  sdkAppId: {
    flag: 'app-id',
    variable: 'ROOM_CALLBACKS_SDKAPPID',
    description: 'The SDKAppID.',
    pattern: /^[1-9]\d{0,15}$/,
    form: 'a number',
  },
  url: {
    flag: 'url',
    variable: 'ROOM_CALLBACKS_URL',
    description: 'The callback URL.',
    ...address,
  },
  token: {
    variable: 'ROOM_CALLBACKS_TOKEN',
    description: 'The authentication token of the callback settings. A secret.',
    pattern: /^.{1,128}$/s,
    form: '1 to 128 characters',
    mistakeIn: tokenMistake,
  },
  key: {
    variable: 'ROOM_CALLBACKS_KEY',
    description: 'The callback key of RTC Engine, which signs its events. A secret.',
    pattern: /^.{1,32}$/s,
    form: '1 to 32 letters and digits',
    mistakeIn: keyMistake,
  },
  secretKey: {
    variable: 'ROOM_CALLBACKS_SECRET_KEY',
    description: 'The secret key of the app, for the configuration APIs. A secret.',
    pattern: /^[^\s]+$/,
    form: 'text without blanks',
  },
  identifier: {
    flag: 'identifier',
    variable: 'ROOM_CALLBACKS_IDENTIFIER',
    description: 'An administrator account of the app.',
    default: 'administrator',
    pattern: /^[\w-]{1,32}$/,
    form: '1 to 32 letters, digits, _ and -',
  },
  region: {
    flag: 'region',
    variable: 'ROOM_CALLBACKS_REGION',
    description: 'Where the configuration APIs of the app are.',
    default: 'singapore',
    pattern: /^[A-Za-z]+$/,
    form: 'a region such as singapore',
  },
  apiUrl: {
    flag: 'api-url',
    variable: 'ROOM_CALLBACKS_API_URL',
    description: 'Another origin of the configuration APIs: a simulated platform, or a proxy.',
    ...address,
  },
  store: {
    flag: 'store',
    variable: 'ROOM_CALLBACKS_STORE',
    description: 'The store of an inbox: sqlite:./callbacks.db, redis://… or postgres://…',
    pattern: /^(?:sqlite:.|rediss?:\/\/[^/]|postgres(?:ql)?:\/\/[^/])/i,
    form: 'sqlite:, and the path of the file, or a URL that begins with redis:// or postgres://',
  },
}

/** The names of the settings. */
export const settingNames: readonly SettingName[] = Object.keys(settingTable) as SettingName[]

/** Those that are never printed. */
export const secretNames: readonly SettingName[] = ['token', 'key', 'secretKey']
