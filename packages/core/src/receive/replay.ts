import type { Settings } from '../options/read-options.ts'
import type { Reply } from '../reply.ts'
import type { Parts } from './parts.ts'
import { receive } from './receive.ts'
import { Replayed } from './replayed.ts'

/** A packet to be replayed. */
export interface ReplayedPacket {
  /** The SDKAppID, in digits: one that the receiver serves. */
  readonly sdkAppId: string
  /** The command word as the query would write it. */
  readonly command: string
  /** The body. */
  readonly raw: Uint8Array
  /** `ClientIP` of the query. */
  readonly clientIp?: string | undefined
  /** `OptPlatform` of the query. */
  readonly platform?: string | undefined
  /** Comes back in `observation.origin`. */
  readonly origin?: unknown
}

/** Brings a packet on the way of every callback, past what guards the network and what recognises repetitions. */
export function replayPacket(parts: Parts, packet: ReplayedPacket): Promise<Reply> {
  const { sdkAppId, command, raw, clientIp, platform, origin } = packet
  const query = new URLSearchParams({ SdkAppid: sdkAppId, CallbackCommand: command, contenttype: 'json' })
  if (clientIp !== undefined) query.append('ClientIP', clientIp)
  if (platform !== undefined) query.append('OptPlatform', platform)
  // It has a CallbackCommand, so it is a callback.
  return receive(
    { ...parts, settings: unguarded(parts.settings) },
    {
      method: 'POST',
      query: query.toString(),
      headers: {},
      body: { kind: 'bytes', bytes: raw },
      remoteAddress: undefined,
      host: new Replayed(origin),
    },
  ) as Promise<Reply>
}

const unguarded = (settings: Settings): Settings => ({
  ...settings,
  apps: new Map([...settings.apps.keys()].map((id) => [id, undefined])),
  isAddressAllowed: undefined,
  deduplication: undefined,
  inbox: undefined,
  recordsDecisions: false,
})
