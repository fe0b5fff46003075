import { PlatformError } from '../errors/platform-error.ts'
import { field, isTexts } from '../transport/answer.ts'
import type { CallOptions, RestCalls } from '../transport/rest-calls.ts'
import { isWhole } from '../user-sig/credential-forms.ts'
import { type Receipt, receiptOf } from './receipt.ts'

/** Which addresses (Chat 36742): all; clients in China, overseas; web in China, overseas; callbacks from China, overseas. */
export type NetType = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Addresses of the platform. */
export interface AddressList extends Receipt {
  /** Addresses such as `127.0.0.2` and blocks such as `183.192.202.0/25`. */
  readonly IPList: readonly string[]
}

/** @throws PlatformError `invalid-argument` */
export function checkNetType(nettype: NetType): void {
  if (isWhole(nettype, 0, 6)) return
  throw new PlatformError('invalid-argument', { detail: 'nettype: expected a number from 0 to 6 (Chat 36742).' })
}

/** @throws PlatformError `invalid-argument`, and those of every call */
export async function readAddresses(
  calls: RestCalls,
  nettype: NetType,
  { signal }: CallOptions = {},
): Promise<AddressList> {
  checkNetType(nettype)
  const answer = await calls.call({ api: 'v4/ConfigSvc/GetIPList', query: { nettype: String(nettype) }, signal })
  return { IPList: field(answer, 'IPList', isTexts), ...receiptOf(answer) }
}
