import Type, { type TObject } from 'typebox'
import type { CommandSource } from '../src/commands/command-source.ts'

/** `Room.CallbackAfterCreateRoom` names the interface `RoomCallbackAfterCreateRoom`. */
export const interfaceName = (source: CommandSource): string => source.shape?.name ?? source.name.replace('.', '')

/** What a command is called where each needs a name of its own. */
export const operationName = ({ name }: CommandSource): string => name.replace('.', '')

/** What the fields of an answer are called: `allow()` has `GroupCallbackBeforeInviteJoinGroupAllowFields`. */
export const fieldsName = (source: CommandSource, kind: string): string =>
  `${interfaceName(source)}${kind[0]?.toUpperCase()}${kind.slice(1)}Fields`

const description = 'The command.'
const literal = (word: string) => Type.Literal(word, { description })
const oneOf = (words: readonly string[]) =>
  Type.Unsafe<string>({ type: 'string', enum: words, tsType: `'${words.join("' | '")}'`, description })

/** The whole body of a command, its own name included where the wire has it. */
export function commandSchema(source: CommandSource): TObject {
  const name = { CallbackCommand: source.shape ? oneOf(source.shape.commands) : literal(source.name) }
  const body = { ...(source.protocol !== 'rtc-engine' && name), ...source.body }
  const documents = source.documents.join(', ')
  return Type.Object(body, {
    title: interfaceName(source),
    description: source.shape?.description ?? `${source.summary} Documents: ${documents}.`,
  })
}
