import type { RestApi } from './call.ts'
import { RestFailure } from './error-codes.ts'

/** Where simulated callbacks come from: an allow-list made of them lets them in. */
const egress = ['127.0.0.0/8', '::1']

/** What each `nettype` from 1 lists (1047/36742): access in China and overseas, native and web, then egress. */
const listed: readonly (readonly string[])[] = [
  ['192.0.2.0/25'],
  ['192.0.2.128/25'],
  ['198.51.100.1', '198.51.100.2'],
  ['203.0.113.0/24'],
  egress,
  egress,
]

/** `GetIPList`: by `nettype`, or all of them. */
export const addressApi: RestApi = ({ query }) => {
  const type = query.get('nettype') ?? '0'
  if (!/^[0-6]$/.test(type)) throw new RestFailure(100002, 'nettype must be an integer from 0 to 6')
  const chosen = type === '0' ? listed.flat() : listed[Number(type) - 1]
  return { IPList: [...new Set(chosen)] }
}
