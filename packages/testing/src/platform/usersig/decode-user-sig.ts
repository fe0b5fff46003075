import { inflateSync } from 'node:zlib'

/** The members of a user signature. */
export interface DecodedUserSig {
  readonly 'TLS.ver': string
  readonly 'TLS.identifier': string
  readonly 'TLS.sdkappid': number
  readonly 'TLS.time': number
  readonly 'TLS.expire': number
  readonly 'TLS.userbuf'?: string
  readonly 'TLS.sig': string
}

const texts = ['TLS.ver', 'TLS.identifier', 'TLS.sig']
const numbers = ['TLS.sdkappid', 'TLS.time', 'TLS.expire']

// An honest one is under 1 kB. A deflated body of zeros would grow a thousandfold.
const maxOutputLength = 8192

/** Reads a user signature of version 2.0; undefined when it is not one. Its text is not canonical, its members are. */
export function decodeUserSig(text: string): DecodedUserSig | undefined {
  const base64 = text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
  try {
    const json = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength }).toString()
    const members = JSON.parse(json) as Record<string, unknown>
    const { 'TLS.userbuf': userbuf = '' } = members
    const isWhole =
      [userbuf, ...texts.map((name) => members[name])].every((value) => typeof value === 'string') &&
      numbers.every((name) => Number.isSafeInteger(members[name]))
    return isWhole ? (members as unknown as DecodedUserSig) : undefined
  } catch {
    return undefined
  }
}
