import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, OpenEnum } from '../fields.ts'

/** Document 48733. */
export const command: CommandSource = {
  name: 'Profile.CallbackPortraitSet',
  phase: 'after',
  summary: 'The profile of a user changed, by a client or through REST.',
  products: ['chat'],
  documents: ['48733'],
  orderKey: { kind: 'user', paths: ['From_Account'] },
  body: {
    Operator_Account: Account('Who changed it.'),
    From_Account: Account('Whose profile it is.'),
    EventTime: Milliseconds('When it happened.'),
    ProfileItem: List(
      'What changed; what could not be changed is not in it.',
      Type.Object({
        Tag: OpenEnum('Name of the field, `Tag_Profile_Custom_Data` say.', [
          'Tag_Profile_IM_Nick',
          'Tag_Profile_IM_Gender',
          'Tag_Profile_IM_AllowType',
          'Tag_Profile_Custom_Data',
        ]),
        Value: Type.Union([Type.String(), Type.Integer()], { description: 'Its value; the type depends on `Tag`.' }),
      }),
    ),
  },
}
