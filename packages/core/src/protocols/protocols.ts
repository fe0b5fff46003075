import type { ProtocolName } from '../protocol/command.ts'
import { commandProtocol } from './command/protocol.ts'
import type { Protocol } from './protocol.ts'
import { unreadEvent } from './rtc-engine/engine-envelope.ts'
import { rtcEngineProtocol } from './rtc-engine/protocol.ts'

/** Every protocol, by its name. */
export const protocols: { readonly [name in ProtocolName]: Protocol } = {
  command: commandProtocol,
  'rtc-engine': rtcEngineProtocol,
}

/** The protocol in which a command comes, known to the catalog or not. */
export const protocolOf = (command: string): Protocol =>
  command === unreadEvent || command.startsWith(`${unreadEvent}.`) ? rtcEngineProtocol : commandProtocol
