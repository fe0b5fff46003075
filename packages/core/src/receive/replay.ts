import type { Settings } from '../options/read-options.ts'
import type { Envelope } from '../protocols/protocol.ts'
import { protocolOf } from '../protocols/protocols.ts'
import type { Reply } from '../reply.ts'
import { ReplayedHost } from './callback-context.ts'
import { receiveEnvelope } from './receive.ts'
import type { CallbackRequest } from './request.ts'
import type { ReceiverServices } from './services.ts'

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
export function replayPacket(services: ReceiverServices, packet: ReplayedPacket): Promise<Reply> {
  const { sdkAppId, command, clientIp, platform } = packet
  const envelope: Envelope = {
    protocol: protocolOf(command),
    sdkAppId,
    receivedAs: command,
    clientIp,
    platform,
    malformed: undefined,
  }
  return receiveEnvelope({ ...services, settings: unguarded(services.settings) }, envelope, requestOf(packet))
}

const requestOf = (packet: ReplayedPacket): CallbackRequest => ({
  method: 'POST',
  // Observers show it; a replay does without.
  get query() {
    const { sdkAppId, command, clientIp, platform } = packet
    if (protocolOf(command).name === 'rtc-engine') return ''
    const query = new URLSearchParams({ SdkAppid: sdkAppId, CallbackCommand: command, contenttype: 'json' })
    if (clientIp !== undefined) query.append('ClientIP', clientIp)
    if (platform !== undefined) query.append('OptPlatform', platform)
    return query.toString()
  },
  headers: {},
  body: { kind: 'bytes', bytes: packet.raw },
  remoteAddress: undefined,
  host: new ReplayedHost(packet.origin),
})

const unguarded = (settings: Settings): Settings => ({
  ...settings,
  apps: new Map([...settings.apps.keys()].map((id) => [id, { signature: undefined, key: false }])),
  isAddressAllowed: undefined,
  deduplication: undefined,
  inbox: undefined,
  recordsDecisions: false,
})
