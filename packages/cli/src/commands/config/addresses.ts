import type { NetType } from '@room-callbacks/client'
import type { Run } from '../command-definition.ts'
import { withClient } from './with-client.ts'

/** Which addresses. */
export interface AddressesFlags {
  readonly nettype: NetType
}

/** Lists the addresses of the platform. */
export const addresses: Run<AddressesFlags> = ({ flags, settings, io, output }) =>
  withClient(settings, async (client) => {
    const { IPList } = await client.addresses(flags.nettype, { signal: io.signal })
    output.result(IPList, () => IPList)
    return 'ok'
  })
