/**
 * Says whether an app is served here, for a receiver whose apps come and go. Only `true` lets its callbacks in. It is
 * asked about digits that a stranger may have written.
 */
export type AppCheck = (sdkAppId: string) => boolean | Promise<boolean>

/** One SDKAppID or several: a number, or its digits. Or a function that is asked about each. */
export type SdkAppIds = number | string | readonly (number | string)[] | AppCheck

/** Finds the token of an app: one, several during a rotation, or `undefined` when the app has none and is refused. */
export type TokenFunction = (
  sdkAppId: string,
) => string | readonly string[] | undefined | Promise<string | readonly string[] | undefined>

/**
 * Finds the callback key of an app: one, several during a rotation, or `undefined` when the app has none and is refused.
 * `false` says that the console has no key for it: its events are taken without any check.
 */
export type KeyFunction = (
  sdkAppId: string,
) => string | readonly string[] | false | undefined | Promise<string | readonly string[] | false | undefined>
