import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, AnyObject, IntegerCode, List, OneOrMore, OpenEnum, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { moderationEvent, Payload } from './engine-fields.ts'

const Suggest = IntegerCode('0: pass. 1: review. 2: block.')
const Label = OpenEnum('What it was taken for.', [
  'Normal',
  'Ad',
  'Porn',
  'Abuse',
  'Illegal',
  'Polity',
  'Terror',
  'Sexy',
  'QRCode',
  'Custom',
])

/** Type 1104 of group 11 (73394). */
export const command: CommandSource = engineEvent({
  group: 11,
  type: 1104,
  constant: 'EVENT_TYPE_CLOUD_Moderation_TASK_INFO',
  summary: 'A picture or a piece of audio was moderated.',
  documents: ['73394'],
  info: {
    ...moderationEvent(
      Payload({
        DataId: Account('Id of what was moderated.'),
        RequestId: Text('Id of the request; may be empty.'),
        MediaType: IntegerCode('1: audio. 2: image.'),
        Suggest,
        Label,
        Rate: IntegerCode('The score.'),
        Image: Type.Optional(Text('Where the image is; empty for audio.')),
        ImageOcr: Type.Optional(Text('The text in the image; absent for audio.')),
        Audio: Type.Optional(Text('Where the audio is; empty for an image.')),
        AudioText: Type.Optional(Text('What is said in it; empty for an image.')),
        CheckDetail: Type.Optional(
          OneOrMore(
            'The checks; a single one in the table.',
            Type.Object(
              {
                Scene: Type.Optional(Text('What was looked for; absent for audio.')),
                Label: Type.Optional(Label),
                Suggest: Type.Optional(Suggest),
                Keywords: Type.Optional(List('The words that were found.', Text('A word.'))),
                Score: Type.Optional(IntegerCode('The score.')),
                Desc: Type.Optional(Text('Absent for an image.')),
                AudioSegments: Type.Optional(AnyObject('Where in the audio.')),
                ImageLocation: Type.Optional(AnyObject('Where in the image.')),
              },
              { description: 'A check.' },
            ),
          ),
        ),
      }),
    ),
    StreamerUserId: Type.Optional(Account('Whose stream it is.')),
  },
})
