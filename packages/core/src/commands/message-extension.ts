import Type, { type TSchema } from 'typebox'
import { Count, IntegerCode, List, Milliseconds, Text } from './fields.ts'

/** What happened to the extensions of a message (76006, 76007). */
export const messageExtension: { readonly [field: string]: TSchema } = {
  OperateType: IntegerCode('1 set, 2 deleted, 3 cleared.'),
  ExtensionList: List(
    'The extensions; empty when all were cleared.',
    Type.Object({
      Key: Text('Its key.'),
      Value: Text('Its value; empty when it was deleted.'),
      Seq: Count('Version of this extension.'),
    }),
  ),
  Seq: Count('Version of the extensions of the message: orders them.'),
  EventTime: Milliseconds('When it happened.'),
}
