import { Refusal } from '../errors/refusal.ts'
import { sharedScope } from '../errors/shared-scope.ts'
import { warn } from '../errors/warn.ts'
import type { InFlight } from '../in-flight.ts'
import type { AddressCheck } from '../options/address-list.ts'
import { bareAddress } from '../options/bare-address.ts'
import type { Settings } from '../options/read-options.ts'
import { type Deadline, isPromise, type MaybePromise } from '../timers.ts'
import type { CallbackRequest } from './request.ts'

// An address and a port of IPv6 are shorter; what a stranger writes into a header can be long.
const maxAddressLength = 64

/** Checks the address of the caller. @throws `forbidden-address`, `lookup-failed`, `overloaded` */
export function checkAddress(
  { concurrency }: Pick<Settings, 'concurrency'>,
  inFlight: InFlight,
  request: CallbackRequest,
  isAddressAllowed: AddressCheck,
  deadline: Deadline,
): MaybePromise<void> {
  const address = addressOf(request)
  warnOfAddresses(request.addressDoubt)
  if (!address) throw new Refusal('forbidden-address', 'The host reports no address.')
  // Before it is asked, because a look-up that hangs would keep its request, of whom nothing is known, for good.
  if (inFlight.lookUps >= concurrency) {
    throw new Refusal('overloaded', `${inFlight.lookUps} addresses are being looked up.`)
  }
  const allowed = ask(isAddressAllowed, bareAddress(address))
  if (isPromise(allowed)) return inTime(inFlight.lookUp(allowed), address, deadline)
  if (allowed !== true) throw forbidden(address)
}

/** The address by the host, or by the option `remoteAddress` of the app. @throws `lookup-failed` */
function addressOf(request: CallbackRequest): string | undefined {
  try {
    return request.remoteAddress
  } catch (cause) {
    throw failed(
      'It was what tells the address of the caller: the option remoteAddress, or a setting of the host.',
      cause,
    )
  }
}

/** @throws `lookup-failed` */
function ask(isAddressAllowed: AddressCheck, address: string): MaybePromise<boolean> {
  try {
    return isAddressAllowed(address)
  } catch (cause) {
    throw failed(addressesThrew, cause)
  }
}

/** A look-up that is late has not allowed the address. */
async function inTime(lookUp: Promise<boolean>, address: string, deadline: Deadline): Promise<void> {
  const allowed = await deadline.race(lookUp).catch((cause: unknown) => {
    throw failed(addressesThrew, cause)
  })
  if (allowed !== true) throw forbidden(address)
}

const addressesThrew = 'It was the function of addresses. It threw.'

const failed = (detail: string, cause: unknown): Refusal => new Refusal('lookup-failed', detail, { cause })

const forbidden = (address: string): Refusal =>
  new Refusal('forbidden-address', `The address is "${address.slice(0, maxAddressLength)}".`)

const warned = sharedScope('address warnings', () => new Set<string>())

/** Warns once of each way in which a host lets callers write their own address. */
function warnOfAddresses(doubt: string | undefined): void {
  if (doubt === undefined || warned.has(doubt)) return
  warned.add(doubt)
  warn('forwarded-addresses', doubt)
}
