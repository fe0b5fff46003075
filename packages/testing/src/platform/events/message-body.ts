import type { MessageElement, MessageReplacement } from '@room-callbacks/core'

/** The elements of a message. */
export type MessageBody = NonNullable<MessageReplacement['MsgBody']>

/** What a message says: a text, or elements. */
export type MessageContent = { readonly CloudCustomData?: string } & (
  | { readonly Text: string }
  | { readonly MsgBody: MessageBody }
)

/** The elements of a message; a sender may use a kind of element that no document knows. */
export const bodyOf = (content: MessageContent): MessageElement[] =>
  'MsgBody' in content
    ? (content.MsgBody as MessageElement[])
    : [{ MsgType: 'TIMTextElem', MsgContent: { Text: content.Text } }]
