import { Refusal } from '../../errors/refusal.ts'
import type { AddressCheck } from '../../options/address-list.ts'
import { bareAddress } from '../../options/bare-address.ts'
import type { Deadline } from '../deadline.ts'
import { isPromise, type MaybePromise } from '../maybe-promise.ts'
import type { Parts } from '../parts.ts'
import type { CallbackRequest } from '../request.ts'
import { warnOfAddresses } from './warn-of-addresses.ts'

// An address and a port of IPv6 are shorter; what a stranger writes into a header can be long.
const longestAddress = 64

/** Checks the address of the caller. @throws `forbidden-address`, `overloaded` */
export function checkAddress(
  { settings, work }: Parts,
  request: CallbackRequest,
  isAddressAllowed: AddressCheck,
  deadline: Deadline,
): MaybePromise<void> {
  const address = request.remoteAddress
  warnOfAddresses(request.addressDoubt)
  if (!address) throw new Refusal('forbidden-address', 'The host reports no address.')
  // Before it is asked, because a look-up that hangs would keep its request, of whom nothing is known, for good.
  if (work.lookUps >= settings.concurrency) {
    throw new Refusal('overloaded', `${work.lookUps} addresses are being looked up.`)
  }
  const allowed = isAddressAllowed(bareAddress(address))
  if (isPromise(allowed)) return inTime(work.lookUp(allowed), address, deadline)
  if (allowed !== true) throw forbidden(address)
}

/** A look-up that is late has not allowed the address. */
async function inTime(lookUp: Promise<boolean>, address: string, deadline: Deadline): Promise<void> {
  if ((await deadline.race(lookUp)) !== true) throw forbidden(address)
}

const forbidden = (address: string): Refusal =>
  new Refusal('forbidden-address', `The address is "${address.slice(0, longestAddress)}".`)
