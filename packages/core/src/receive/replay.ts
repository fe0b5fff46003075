import { readApps } from '../options/apps.ts'
import type { Settings } from '../options/read-options.ts'
import { callV1Prefix } from '../protocols/call-v1/call-v1-envelope.ts'
import type { Envelope } from '../protocols/protocol.ts'
import { protocolOf } from '../protocols/protocols.ts'
import type { Reply } from '../reply.ts'
import { ReplayedHost } from './callback-context.ts'
import { SecretsFinder } from './find-secrets.ts'
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
  /** `RequestID` of the query. */
  readonly requestId?: string | undefined
  /** Comes back in `observation.origin`. */
  readonly origin?: unknown
}

/** Brings a packet on the way of every callback, past what guards the network and what recognises repetitions. */
export function replayPacket(services: ReceiverServices, packet: ReplayedPacket): Promise<Reply> {
  const { sdkAppId, command, clientIp, platform, requestId } = packet
  const envelope: Envelope = {
    protocol: protocolOf(command),
    sdkAppId,
    receivedAs: command,
    clientIp,
    platform,
    requestId,
    malformed: undefined,
  }
  const settings = unguarded(services.settings, sdkAppId)
  const secretsFinder = new SecretsFinder(settings.apps, { concurrency: 1, patience: 1, clock: settings.clock })
  return receiveEnvelope({ ...services, settings, secretsFinder, inboxSide: undefined }, envelope, requestOf(packet))
}

const requestOf = (packet: ReplayedPacket): CallbackRequest => ({
  method: 'POST',
  // Observers show it; a replay does without.
  get query() {
    const { sdkAppId, command, clientIp, platform, requestId } = packet
    const { name } = protocolOf(command)
    if (name === 'rtc-engine') return ''
    if (name === 'call-v1')
      return `sdkappid=${sdkAppId}&command=${encodeURIComponent(command.slice(callV1Prefix.length))}`
    const query = new URLSearchParams({ SdkAppid: sdkAppId, CallbackCommand: command, contenttype: 'json' })
    if (clientIp !== undefined) query.append('ClientIP', clientIp)
    if (platform !== undefined) query.append('OptPlatform', platform)
    if (requestId !== undefined) query.append('RequestID', requestId)
    return query.toString()
  },
  headers: {},
  body: { kind: 'bytes', bytes: packet.raw },
  remoteAddress: undefined,
  host: new ReplayedHost(packet.origin),
})

/** @param sdkAppId A function of app ids is not asked: its receiver may serve any. */
const unguarded = (settings: Settings, sdkAppId: string): Settings => ({
  ...settings,
  apps: readApps(settings.apps.isServed ? sdkAppId : settings.apps.ids, { key: false }, settings.apps.keyOption),
  isAddressAllowed: undefined,
  deduplication: undefined,
  inbox: undefined,
  recordsDecisions: false,
})
