import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { bareAddress, embeddedIPv4 } from './bare-address.ts'

/** Whether an address may call. */
export type AddressCheck = (address: string) => boolean | Promise<boolean>

// Loaded by those who use it: it is the dearest import of this package.
const net = () => process.getBuiltinModule('node:net')

const bitsOf = { ipv4: 32, ipv6: 128 }
/** Where an IPv4 address stands in the IPv6 address that holds it. */
const bitsBeforeIPv4 = 96

/** One entry of a list. */
interface Block {
  readonly address: string
  readonly family: 'ipv4' | 'ipv6'
  readonly bits: number
}

/**
 * A check for a list of addresses and CIDR blocks. The address that it is asked about may have a port, brackets or a
 * zone, and an IPv4 address may stand in an IPv6 one.
 *
 * @throws `invalid-option` for anything else, white space included. `/0` needs an address of zeros, `0.0.0.0/0`: with
 * another one it is a typing error that would let every address in.
 * @example
 * addressCheck(['183.192.202.0/25'])('183.192.202.1') // true
 */
export function addressCheck(addresses: readonly string[]): (address: string) => boolean {
  const { BlockList, isIP } = net()
  const list = new BlockList()
  for (const entry of addresses) {
    const block = typeof entry === 'string' ? blockOf(entry) : undefined
    if (!block || isTypingError(block)) {
      throw new RoomCallbacksError('invalid-option', `addresses: "${entry}" is neither an address nor a CIDR block.`)
    }
    list.addSubnet(block.address, block.bits, block.family)
  }
  return (written) => {
    const address = bareAddress(written)
    const version = isIP(address)
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
  }
}

// Digits alone: Number() takes white space for 0, which is the whole world, and `-0` ends the process in BlockList.
const entryForm = /^([^/%\s]+)(?:\/(0|[1-9]\d{0,2}))?$/

function blockOf(entry: string): Block | undefined {
  const [, address = '', prefix] = entryForm.exec(entry) ?? []
  const version = net().isIP(address)
  if (version === 0) return undefined
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const bits = Number(prefix ?? bitsOf[family])
  if (bits > bitsOf[family]) return undefined
  const embedded = family === 'ipv6' && bits >= bitsBeforeIPv4 ? embeddedIPv4(address) : undefined
  return embedded ? { address: embedded, family: 'ipv4', bits: bits - bitsBeforeIPv4 } : { address, family, bits }
}

/** `1.2.3.4/0` is the whole world: who means that writes `0.0.0.0/0`. */
const isTypingError = ({ address, bits }: Block): boolean => bits === 0 && /[^0.:]/.test(address)
