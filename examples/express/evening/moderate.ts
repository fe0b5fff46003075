import { allow, deny, drop, type GroupCallbackBeforeSendMsg, replace } from '@room-callbacks/express'

const masked = /red packet|darn/g

/** What may be said tonight: some words are masked, advertising is refused, who insists is not heard. */
export function moderate({ MsgBody }: Pick<GroupCallbackBeforeSendMsg, 'MsgBody'>) {
  const texts = MsgBody.map(({ MsgContent: { Text } }) => (typeof Text === 'string' ? Text : ''))
  if (texts.some((text) => text.includes('visit my page'))) return drop()
  if (texts.some((text) => text.includes('buy cheap'))) return deny(10101, 'No advertising')
  if (!texts.some((text) => text.search(masked) >= 0)) return allow()
  return replace({
    MsgBody: texts.map((text) => ({ MsgType: 'TIMTextElem', MsgContent: { Text: text.replaceAll(masked, '***') } })),
  })
}
