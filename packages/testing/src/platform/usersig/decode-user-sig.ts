import { inflateSync } from 'node:zlib'

/** The members of a user signature. */
export interface DecodedUserSig {
  readonly version: unknown
  readonly identifier: unknown
  readonly sdkAppId: unknown
  readonly time: unknown
  readonly expire: unknown
  readonly userbuf: unknown
  readonly sig: unknown
}

// An honest one is under 1 kB. A deflated body of zeros would grow a thousandfold.
const maxOutputLength = 8192

/** Reads a user signature of version 2.0; undefined when it is not one. Its text is not canonical, its members are. */
export function decodeUserSig(text: string): DecodedUserSig | undefined {
  const base64 = text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
  try {
    const json = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength }).toString()
    const members = JSON.parse(json) as { readonly [member: string]: unknown }
    return {
      version: members['TLS.ver'],
      identifier: members['TLS.identifier'],
      sdkAppId: members['TLS.sdkappid'],
      time: members['TLS.time'],
      expire: members['TLS.expire'],
      userbuf: members['TLS.userbuf'],
      sig: members['TLS.sig'],
    }
  } catch {
    return undefined
  }
}
