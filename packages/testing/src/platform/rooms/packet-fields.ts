import { type Command, type CommandName, commands, didYouMean, type EventMap, violationOf } from '@room-callbacks/core'
import { SimulationError } from '../simulation-error.ts'

const byName = new Map(commands.map((command) => [command.name, command]))

/** Every command has its place in the catalog. */
const entryOf = (name: CommandName): Command => byName.get(name) as Command

type ObjectShape = Extract<Command['shape'], { kind: 'object' }>

/** The fields that `RoomInfo` of a command documents: only of commands that have it. */
function roomInfoFieldsOf(name: CommandName): readonly string[] {
  const { fields } = entryOf(name).shape as ObjectShape
  return Object.keys((fields['RoomInfo'] as ObjectShape).fields)
}

/** Of what is known of a room, what the packet of a command documents. */
export function roomInfoFor<Info>(name: CommandName, info: object): Info {
  const known = info as { readonly [field: string]: unknown }
  const fields = roomInfoFieldsOf(name).filter((field) => known[field] !== undefined)
  return Object.fromEntries(fields.map((field) => [field, known[field]])) as Info
}

/** @throws `invalid-field` when the packet of a command has no such field in its `RoomInfo` */
export function requireRoomInfoFields(name: CommandName, fields: object): void {
  const known = roomInfoFieldsOf(name)
  const stranger = Object.keys(fields).find((field) => !known.includes(field))
  if (stranger === undefined) return
  throw new SimulationError('invalid-field', `It is ${stranger}, in ${name}.${didYouMean(stranger, known)}`)
}

/** Gives a packet back if the catalog accepts it. @throws `invalid-field` */
export function requireValid<Name extends CommandName>(packet: EventMap[Name]): EventMap[Name] {
  const violation = violationOf(entryOf(packet.CallbackCommand as Name), packet)
  if (violation === undefined) return packet
  throw new SimulationError('invalid-field', `It is ${violation.instancePath}.`)
}
