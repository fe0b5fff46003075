import { callbackQuery } from '@room-callbacks/testing'

/** What a query says, and how it is signed. */
export interface SignedQueryParts {
  readonly sdkAppId: string
  readonly command: string
  /** Without a token nothing is signed. */
  readonly token: string | undefined
  /** When it is signed. Unit: ms since 1970. */
  readonly time: number
  /** Signs with another token than the one that is given. */
  readonly isForged?: boolean
  readonly clientIp?: string | undefined
  readonly platform?: string | undefined
}

/** The query of a callback, signed at a time (34354, 64412). */
export function signedQuery({ token, time, isForged = false, ...fields }: SignedQueryParts): string {
  const requestTime = Math.floor(time / 1000)
  return callbackQuery({ ...fields, token: token && isForged ? `${token}-forged` : token, requestTime })
}
