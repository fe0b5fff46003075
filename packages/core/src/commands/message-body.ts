import Type, { type TSchema, type TUnsafe } from 'typebox'
import { AnyObject, List, OpenEnum, Text } from './fields.ts'
import { messageContents } from './message-elements.ts'

/** The elements of a message as they are checked (33527): the content of an element may be anything. */
const MessageElements = List(
  'Message elements.',
  Type.Object({
    MsgType: OpenEnum('Type of the element.', Object.keys(messageContents)),
    MsgContent: AnyObject('Members depend on `MsgType`; `Text` for text.'),
  }),
)

const bodyOfType = (tsType: string): TUnsafe<unknown[]> => Type.Unsafe<unknown[]>({ ...MessageElements, tsType })

/** A message, whose published type has a name: families share it. */
export const MessageBody: TUnsafe<unknown[]> = bodyOfType('MessageElement[]')

/** The fields with which a message can be rewritten: also with elements of a kind that no document knows. */
export const MessageReplacement: TSchema = Type.Object(
  {
    MsgBody: Type.Optional(
      bodyOfType('(MessageElement | { MsgType: string; MsgContent: { [member: string]: unknown } })[]'),
    ),
    CloudCustomData: Type.Optional(Text('Free data stored with the message.')),
  },
  { additionalProperties: false, minProperties: 1 },
)
