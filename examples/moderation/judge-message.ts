import { allow, deny, drop, type EventMap, messageText, replace, type VerdictOf } from '@room-callbacks/node'

type Message = EventMap['Group.CallbackBeforeSendMsg']

const muted = new Set(['spammer'])
const link = /\bhttps?:\/\//i
const insult = /\b(?:idiot|moron)s?\b/gi

/** The rules of the house, the strictest first. */
export function judgeMessage({ From_Account, MsgBody }: Message): VerdictOf<'Group.CallbackBeforeSendMsg'> {
  // The sender sees success, and has no reason to come back under another name.
  if (muted.has(From_Account)) return drop()
  const text = messageText(MsgBody)
  // Codes 10100 to 10200 and their text reach the sender.
  if (link.test(text)) return deny(10101, 'Links are not allowed here')
  if (text.search(insult) === -1) return allow()
  return replace({ MsgBody: MsgBody.map(softened) })
}

type Element = Message['MsgBody'][number]

const softened = (element: Element): Element =>
  element.MsgType === 'TIMTextElem'
    ? { MsgType: 'TIMTextElem', MsgContent: { Text: messageText([element]).replace(insult, '***') } }
    : element
