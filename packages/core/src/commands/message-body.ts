import Type, { type TSchema, type TUnsafe } from 'typebox'
import { List, Open, Text, Word } from './fields.ts'

/** The elements of a message (33527). */
const MessageElements = List(
  'Message elements.',
  Type.Object({
    MsgType: Word('Type of the element.', [
      'TIMTextElem',
      'TIMLocationElem',
      'TIMFaceElem',
      'TIMCustomElem',
      'TIMSoundElem',
      'TIMImageElem',
      'TIMFileElem',
      'TIMVideoFileElem',
      'TIMRelayElem',
      'TIMStreamElem',
    ]),
    MsgContent: Open('Members depend on `MsgType`; `Text` for text.'),
  }),
)

/** A message, whose published type has a name: families share it. */
export const MessageBody: TUnsafe<unknown[]> & { readonly items: TSchema } = Type.Unsafe<unknown[]>({
  ...MessageElements,
  tsType: 'MessageElement[]',
}) as TUnsafe<unknown[]> & { readonly items: TSchema }

/** The fields with which a message can be rewritten. */
export const MessageReplacement: TSchema = Type.Object(
  {
    MsgBody: Type.Optional(MessageBody),
    CloudCustomData: Type.Optional(Text('Free data stored with the message.')),
  },
  { additionalProperties: false, minProperties: 1 },
)
