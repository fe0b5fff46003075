import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, IntegerCode, List, OpenEnum, RoomIdentifier, Text } from '../fields.ts'

/** Documents 77840, 78240 and 269/95616. The body does not name the command. */
export const command: CommandSource = {
  name: 'ContentCallback.ResultNotify',
  phase: 'after',
  summary: 'Content was moderated; by default only violations are told.',
  products: ['chat'],
  documents: ['77840', '78240', '269/95616'],
  orderKey: { kind: 'user', paths: ['From_Account'] },
  body: {
    Scene: OpenEnum('Where it was said.', [
      'C2C',
      'C2CCustom',
      'Group',
      'GroupCustom',
      'GroupInfo',
      'GroupMemberInfo',
      'RelationChain',
      'UserInfo',
    ]),
    SdkAppId: Type.Optional(Count('The app; in the samples, and not in the tables.')),
    From_Account: Account('The author.'),
    ContactItem: Type.Optional(
      Type.Object(
        {
          ContactType: IntegerCode('1 one-to-one, 2 group.'),
          To_Account: Type.Optional(Account('The receiver; one-to-one only.')),
          ToGroupId: Type.Optional(RoomIdentifier('The group; group only.')),
        },
        { description: 'To whom it was said; messages only.' },
      ),
    ),
    ContentType: OpenEnum('Kind of content.', ['Text', 'Image', 'Audio', 'Video']),
    // One English table says String.
    TextContent: Type.Optional(List('The texts; `Text` only.', Text('A text.'))),
    FileURL: Type.Optional(Text('Where the content is; not for `Text`.')),
    MsgID: Type.Optional(
      Text('The `MsgKey` of a one-to-one message, the `MsgSeq` of a group message; absent where there is none.'),
    ),
    CtxcbResult: IntegerCode('1 blocked, 0 let through.'),
    CtxcbRequestId: Text('Id of the moderation.'),
    CtxcbKeywords: Type.Optional(List('What was found; only in newer editions.', Text('A keyword.'))),
    CtxcbSuggestion: Type.Optional(
      OpenEnum('What to do; its values are not documented.', ['Block', 'Review', 'Normal']),
    ),
    CtxcbLabel: Type.Optional(
      OpenEnum('What kind of violation; its values are not documented.', [
        'Normal',
        'Illegal',
        'Abuse',
        'Polity',
        'Ad',
        'Porn',
        'Sexy',
        'Terror',
        'Composite',
      ]),
    ),
    CtxcbSubLabel: Type.Optional(Text('The same in more detail; only in the newest sample.')),
    CtxcbSubLabelDesc: Type.Optional(Text('The same in words; only in the newest sample.')),
    CtxcbLibName: Type.Optional(Text('The word list that matched; only in the newest sample.')),
    CloudCustomData: Type.Optional(Text('That of the message; may be empty.')),
  },
}
