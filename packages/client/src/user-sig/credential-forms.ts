/** An SDKAppID: a number, or its digits. */
export const isSdkAppId = (value: unknown): boolean =>
  ['number', 'string'].includes(typeof value) && /^[1-9]\d*$/.test(String(value)) && Number.isSafeInteger(Number(value))

/** The key as the console shows it: its text is the key, not the bytes that it spells. */
export const isSecretKey = (value: unknown): boolean => typeof value === 'string' && /^[\da-fA-F]{64}$/.test(value)

/** An account: at most 32 bytes of letters, digits, `_` and `-`. */
export const isAccount = (value: unknown): boolean => typeof value === 'string' && /^[\w-]{1,32}$/.test(value)

export const isWhole = (value: unknown, first: number, last: number): boolean =>
  Number.isInteger(value) && (value as number) >= first && (value as number) <= last
