import Type, { type TSchema } from 'typebox'
import { List, Text } from '../fields.ts'

const ResultCode: TSchema = Type.Unsafe({
  type: 'integer',
  anyOf: [{ const: 0 }, { minimum: 38000, maximum: 39000 }],
  tsType: 'number',
  description: '0 lets it happen; 38000 to 39000 refuse, and reach the client.',
})

/** What an answer says of each asked user (43468, 43467): a user without a result is refused. */
export const ResultItem: TSchema = Type.Object(
  {
    ResultItem: List(
      'A result for each asked user.',
      Type.Object(
        { To_Account: Text('The asked user.'), ResultCode, ResultInfo: Text('What the client is told; may be empty.') },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
