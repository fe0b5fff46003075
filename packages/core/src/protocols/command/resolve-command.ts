import { Refusal } from '../../errors/refusal.ts'
import type { Command } from '../../protocol/command.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { CommandLookup } from '../protocol.ts'

/**
 * The command of a callback, or undefined for one that the catalog does not know. The query
 * decides; the body must agree, if it names one.
 *
 * @throws `command-mismatch`
 */
export function resolveCommand(word: string, packet: Packet, catalog: CommandLookup): Command | undefined {
  const command = catalog.find(word)
  const inBody = packet['CallbackCommand']
  if (inBody !== undefined && inBody !== null && inBody !== word) {
    const agrees = typeof inBody === 'string' && command !== undefined && catalog.find(inBody) === command
    if (!agrees) throw new Refusal('command-mismatch')
  }
  return command
}
