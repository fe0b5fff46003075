import { didYouMean } from '@room-callbacks/core'
import { checkNetType, readAddresses } from '../apis/address-list-api.ts'
import { PlatformError } from '../errors/platform-error.ts'
import type { RestCalls } from '../transport/rest-calls.ts'
import { isWhole } from '../user-sig/credential-forms.ts'
import type { CallbackAddressesOptions } from './address-options.ts'
import { FreshList } from './fresh-list.ts'
import { listCheck } from './list-check.ts'

/** Whether an address may call: what the `addresses` option of a receiver takes. */
export type CallbackAddresses = (address: string) => Promise<boolean>

const optionNames = ['nettype', 'refresh', 'onError', 'signal']

/** Reads the lists, and keeps them fresh. @throws PlatformError */
export async function callbackAddresses(
  calls: RestCalls,
  clock: () => number,
  options: CallbackAddressesOptions = {},
): Promise<CallbackAddresses> {
  const { nettype = [5, 6], refresh = 3_600_000, onError, signal } = options
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name))
  if (unknown !== undefined) {
    throw invalid(`"${unknown}" is not an option of callbackAddresses().${didYouMean(unknown, optionNames)}`)
  }
  if (!isWhole(refresh, 60_000, Number.MAX_SAFE_INTEGER)) throw invalid('refresh: expected at least 60000 ms.')
  if (onError !== undefined && typeof onError !== 'function') throw invalid('onError: expected a function.')
  const types = [nettype].flat()
  if (types.length === 0) throw invalid('nettype: expected at least one.')
  for (const type of types) checkNetType(type)
  const read = async (signal?: AbortSignal) =>
    listCheck(await Promise.all(types.map((type) => readAddresses(calls, type, { signal }))))
  const list = new FreshList({ read, check: await read(signal), refresh, clock, onError })
  return (address) => list.allows(address)
}

const invalid = (detail: string): PlatformError => new PlatformError('invalid-argument', { detail })
