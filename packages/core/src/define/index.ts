/** For commands that the catalog does not know. Needs the packages `typebox` and `ajv`. */
export type { AnswerSource } from '../commands/command-source.ts'
export {
  Account,
  AnyObject,
  BooleanField,
  Count,
  IntegerCode,
  List,
  Milliseconds,
  OpenEnum,
  OptionalAccount,
  RoomIdentifier,
  Seconds,
  Text,
} from '../commands/fields.ts'
export {
  type CommandDefinition,
  type DefinitionFields,
  defineCommand,
  type EventOf,
  type Fields,
} from './define-command.ts'
