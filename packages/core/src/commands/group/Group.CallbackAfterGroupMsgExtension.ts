import type { CommandSource } from '../command-source.ts'
import { Count } from '../fields.ts'
import { messageExtension } from '../message-extension.ts'
import { GroupId } from './group-fields.ts'

/** Document 76007. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterGroupMsgExtension',
  phase: 'after',
  summary: 'The extensions of a group message were set, deleted or cleared.',
  products: ['chat'],
  documents: ['76007'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    GroupId,
    MsgSeq: Count('Sequence number of the message.'),
    ...messageExtension,
  },
}
