import { Refusal } from '../../errors/refusal.ts'
import type { Settings } from '../../options/read-options.ts'
import type { Deadline } from '../deadline.ts'
import type { CallbackRequest } from '../request.ts'

/** Checks the address of the caller; a check that is late has not allowed it. @throws `forbidden-address` */
export async function checkAddress(
  request: CallbackRequest,
  isAddressAllowed: NonNullable<Settings['isAddressAllowed']>,
  deadline: Deadline,
): Promise<void> {
  const address = request.remoteAddress
  if (!address) throw new Refusal('forbidden-address')
  const allowed = await deadline.race(Promise.resolve(isAddressAllowed(address)))
  if (allowed !== true) throw new Refusal('forbidden-address')
}
