import type { ProtocolName } from '../protocol/command.ts'
import { callV1Prefix } from './call-v1/call-v1-envelope.ts'
import { callV1Protocol } from './call-v1/protocol.ts'
import { commandProtocol } from './command/protocol.ts'
import type { Protocol } from './protocol.ts'
import { unreadEvent } from './rtc-engine/engine-envelope.ts'
import { rtcEngineProtocol } from './rtc-engine/protocol.ts'

/** Every protocol, by its name. */
export const protocols: { readonly [name in ProtocolName]: Protocol } = {
  command: commandProtocol,
  'rtc-engine': rtcEngineProtocol,
  'call-v1': callV1Protocol,
}

/** The protocol in which a command comes, known to the catalog or not. */
export function protocolOf(command: string): Protocol {
  if (command.startsWith(callV1Prefix)) return callV1Protocol
  return command === unreadEvent || command.startsWith(`${unreadEvent}.`) ? rtcEngineProtocol : commandProtocol
}
