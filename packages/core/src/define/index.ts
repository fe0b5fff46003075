/** For commands that the catalog does not know. Needs the packages `typebox` and `ajv`. */
export type { AnswerSource } from '../commands/command-source.ts'
export {
  Account,
  Count,
  Flag,
  List,
  Mark,
  Milliseconds,
  Occupant,
  Open,
  RoomIdentifier,
  Seconds,
  Text,
  Word,
} from '../commands/fields.ts'
export {
  type CommandDefinition,
  type DefinitionFields,
  defineCommand,
  type EventOf,
  type Fields,
} from './define-command.ts'
