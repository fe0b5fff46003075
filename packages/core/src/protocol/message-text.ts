/**
 * The text of a message: the texts of its `TIMTextElem` elements, one after the other with nothing between them, as clients
 * show them. Empty for a message without text.
 *
 * Joined so, a word that was cut in two to pass a filter is whole again.
 *
 * @param MsgBody The elements of a message (33527), of any command.
 * @example
 * callbacks.on('C2C.CallbackBeforeSendMsg', ({ MsgBody }) =>
 *   messageText(MsgBody).includes('darn') ? deny(120001, 'Mind your language') : allow())
 */
export function messageText(MsgBody: readonly { readonly MsgType: string; readonly MsgContent: object }[]): string {
  let text = ''
  for (const { MsgType, MsgContent } of MsgBody) {
    if (MsgType !== 'TIMTextElem') continue
    const { Text } = MsgContent as { readonly Text?: unknown }
    // The content of an element is not checked when a packet arrives.
    if (typeof Text === 'string') text += Text
  }
  return text
}
