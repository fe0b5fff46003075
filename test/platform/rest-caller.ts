import type { Platform, PlatformOptions } from '@room-callbacks/testing'
import type { Test } from 'tap'
// @ts-expect-error: it comes without types.
import published from 'tls-sig-api-v2'
import { startPlatform } from '../unhurried.ts'

/** An answer of the REST APIs. */
export interface RestAnswer {
  readonly ActionStatus: string
  readonly ErrorCode: number
  readonly ErrorInfo: string
  readonly RequestId: string
  readonly Response?: { readonly [field: string]: unknown }
  readonly IPList?: readonly string[]
}

/** What of a call is otherwise than it should be. */
interface CallChanges {
  readonly method?: string
  readonly body?: string
  /** Undefined leaves a parameter out. */
  readonly query?: { readonly [parameter: string]: string | undefined }
}

/** Calls an API as a server of the app would, and gives the response. */
export type CallRest = (api: string, fields?: object, changes?: CallChanges) => Promise<Response>

/** The implementation that Tencent publishes: what the platform checks must not come from the platform. */
const { Api: PublishedApi } = published as {
  readonly Api: new (sdkAppId: number, key: string) => { genSig(account: string, expire: number): string }
}

export const signatureFor = (account: string, sdkAppId: number, secretKey: string, expire = 600): string =>
  new PublishedApi(sdkAppId, secretKey).genSig(account, expire)

/** Starts a platform for a test, and gives what calls its REST APIs. */
export async function restPlatform(t: Test, options: PlatformOptions = {}) {
  const platform: Platform = await startPlatform(options)
  t.teardown(() => platform.close())
  const usersig = signatureFor('administrator', platform.sdkAppId, platform.secretKey)
  const request: CallRest = (api, fields = {}, { method = 'POST', body, query = {} } = {}) => {
    const parameters = {
      sdkappid: String(platform.sdkAppId),
      identifier: 'administrator',
      usersig,
      random: '99999999',
      contenttype: 'json',
      ...query,
    }
    const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const url = `${platform.url}/v4/${api}?${new URLSearchParams(present).toString()}`
    return fetch(url, { method, ...(method !== 'GET' && { body: body ?? JSON.stringify(fields) }) })
  }
  const call = async (...parameters: Parameters<CallRest>): Promise<RestAnswer> =>
    (await (await request(...parameters)).json()) as RestAnswer
  const code = async (...parameters: Parameters<CallRest>): Promise<number> => (await call(...parameters)).ErrorCode
  return { platform, request, call, code }
}
