import { allow, deny, drop, type EventMap, messageText, replace } from '@room-callbacks/node'

type Message = Pick<EventMap['Group.CallbackBeforeSendMsg'], 'From_Account' | 'MsgBody'>

const muted = new Set(['spammer'])
const link = /\bhttps?:\/\//i
const insult = /\b(?:idiot|moron)s?\b/gi

/**
 * The rules for messages, the strictest first.
 *
 * @param code The code that the sender sees: of 10100 to 10200 in a group, of 120001 to 130000 one to one.
 */
export function judgeMessage({ From_Account, MsgBody }: Message, code: number) {
  // The sender sees success, and has no reason to come back under another name.
  if (muted.has(From_Account)) return drop()
  const text = messageText(MsgBody)
  if (link.test(text)) return deny(code, 'Links are not allowed here')
  if (text.search(insult) === -1) return allow()
  return replace({ MsgBody: MsgBody.map(softened) })
}

type Element = Message['MsgBody'][number]

const softened = (element: Element): Element =>
  element.MsgType === 'TIMTextElem'
    ? { MsgType: 'TIMTextElem', MsgContent: { Text: messageText([element]).replace(insult, '***') } }
    : element
