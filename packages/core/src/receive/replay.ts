import { readApps } from '../options/apps.ts'
import type { Settings } from '../options/read-options.ts'
import type { Envelope, Protocol } from '../protocols/protocol.ts'
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
    protocol: unproven(protocolOf(command)),
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

/** The packet of an operator is signed with no secret of its app. */
const unproven = (protocol: Protocol): Protocol => ({
  ...protocol,
  isChecked: () => false,
  verifyEnvelope() {},
  verifyBody: undefined,
})

const requestOf = (packet: ReplayedPacket): CallbackRequest => ({
  method: 'POST',
  // Observers show it; a replay does without.
  get query() {
    return protocolOf(packet.command).replayedQuery(packet)
  },
  headers: {},
  body: { kind: 'bytes', bytes: packet.raw },
  remoteAddress: undefined,
  host: new ReplayedHost(packet.origin),
})

/** @param sdkAppId A function of app ids is not asked: its receiver may serve any. */
const unguarded = (settings: Settings, sdkAppId: string): Settings => ({
  ...settings,
  apps: readApps(settings.apps.isServed ? sdkAppId : settings.apps.ids, {}, undefined),
  isAddressAllowed: undefined,
  deduplication: undefined,
  inbox: undefined,
  recordsDecisions: false,
})
