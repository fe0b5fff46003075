import Type, { type TObject } from 'typebox'
import type { CommandSource } from '../src/protocol/command-source.ts'

/** `Room.CallbackAfterCreateRoom` names the interface `RoomCallbackAfterCreateRoom`. */
export const interfaceName = (source: CommandSource): string => source.name.replace('.', '')

/** The whole body of a command, its own name included. */
export function commandSchema(source: CommandSource): TObject {
  const body = { CallbackCommand: Type.Literal(source.name, { description: 'The command.' }), ...source.body }
  const documents = source.documents.join(', ')
  return Type.Object(body, {
    title: interfaceName(source),
    description: `${source.summary} Documents: ${documents}.`,
  })
}
