import { allow, deny, drop, type EventMap, messageText, type RoomCallbacks, replace } from '@room-callbacks/core'

/** What a user may spend on a gift. */
const purse = 1000

/** What a receiver decides about a message: only its text counts. */
export function judgeMessage({ MsgBody }: EventMap['Group.CallbackBeforeSendMsg']) {
  const text = messageText(MsgBody)
  if (text.includes('darn')) return replace({ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: '****' } }] })
  if (text.startsWith('buy')) return deny()
  if (text.includes('coins')) return deny(10101, 'no advertising')
  return text === 'psst' ? drop() : allow()
}

/** What a receiver decides about a gift: only its price counts. */
export function judgeGift({ GiftWater: { Count, Coins = 0 } }: EventMap['Live.CallbackBeforeSendGift']) {
  return Count * Coins > purse ? deny(102101, 'too dear') : allow()
}

export const register = (callbacks: RoomCallbacks<unknown>): void => {
  callbacks.on('Group.CallbackBeforeSendMsg', judgeMessage).on('Live.CallbackBeforeSendGift', judgeGift)
}
