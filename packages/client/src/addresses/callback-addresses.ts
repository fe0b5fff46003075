import {
  callable,
  integer,
  type OptionChecks,
  optionMistake,
  withoutUndefined,
} from '@room-callbacks/core/checked-options'
import { checkNetType, readAddresses } from '../apis/address-list-api.ts'
import { PlatformError } from '../errors/platform-error.ts'
import type { RestCalls } from '../transport/rest-calls.ts'
import type { CallbackAddressesOptions } from './address-options.ts'
import { FreshList } from './fresh-list.ts'
import { listCheck } from './list-check.ts'

/** Whether an address may call: what the `addresses` option of a receiver takes. */
export type CallbackAddresses = (address: string) => Promise<boolean>

const checks: OptionChecks<CallbackAddressesOptions> = {
  // Each type is checked by its own rules.
  nettype: { accepts: () => true, expected: '5, 6, or both' },
  refresh: integer(60_000),
  onError: callable,
  signal: { accepts: (value) => value instanceof AbortSignal, expected: 'an AbortSignal' },
}

/** Reads the lists, and keeps them fresh. @throws PlatformError */
export async function callbackAddresses(
  calls: RestCalls,
  clock: () => number,
  options: CallbackAddressesOptions = {},
): Promise<CallbackAddresses> {
  const { nettype = [5, 6], refresh = 3_600_000, onError, signal } = options
  const mistake = optionMistake(withoutUndefined(options), checks, { owner: 'callbackAddresses()' })
  if (mistake) throw invalid(mistake)
  const types = [nettype].flat()
  if (types.length === 0) throw invalid('nettype: expected at least one.')
  for (const type of types) checkNetType(type)
  const read = async (signal?: AbortSignal) =>
    listCheck(await Promise.all(types.map((type) => readAddresses(calls, type, { signal }))))
  const list = new FreshList({ read, check: await read(signal), refresh, clock, onError })
  return (address) => list.allows(address)
}

const invalid = (detail: string): PlatformError => new PlatformError('invalid-argument', { detail })
