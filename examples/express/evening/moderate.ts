import { allow, deny, drop, type GroupCallbackBeforeSendMsg, messageText, replace } from '@room-callbacks/express'

const masked = /red packet|darn/g

/** What may be said tonight: some words are masked, advertising is refused, and a sender who insists is dropped. */
export function moderate({ MsgBody }: Pick<GroupCallbackBeforeSendMsg, 'MsgBody'>) {
  const text = messageText(MsgBody)
  if (text.includes('visit my page')) return drop()
  if (text.includes('buy cheap')) return deny(10101, 'No advertising')
  if (text.search(masked) === -1) return allow()
  return replace({ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text.replaceAll(masked, '***') } }] })
}
