import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'

/** Whether an address may call. */
export type AddressCheck = (address: string) => boolean | Promise<boolean>

// Loaded by those who use it: it is the dearest import of this package.
const net = () => process.getBuiltinModule('node:net')

/**
 * A check for a list of addresses and CIDR blocks.
 *
 * @throws `invalid-option` for anything else.
 * @example
 * addressCheck(['183.192.202.0/25'])('183.192.202.1') // true
 */
export function addressCheck(addresses: readonly string[]): (address: string) => boolean {
  const { BlockList, isIP } = net()
  const list = new BlockList()
  for (const entry of addresses) {
    const [address = '', prefix, ...rest] = entry.split('/')
    const family = familyOf(isIP(address))
    const bits = Number(prefix ?? (family === 'ipv4' ? 32 : 128))
    const inRange = Number.isInteger(bits) && bits >= 0 && bits <= (family === 'ipv4' ? 32 : 128)
    if (!family || rest.length > 0 || prefix === '' || !inRange) {
      throw new RoomCallbacksError('invalid-option', `addresses: "${entry}" is neither an address nor a CIDR block.`)
    }
    list.addSubnet(address, bits, family)
  }
  return (address) => {
    const family = familyOf(isIP(address))
    return family !== undefined && list.check(address, family)
  }
}

function familyOf(version: number): 'ipv4' | 'ipv6' | undefined {
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined
}
