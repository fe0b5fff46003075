import { allow, deny, drop, messageText, type NodeRoomCallbacks, replace, roomCallbacks } from '@room-callbacks/node'

/** The app that the demo pretends to be. */
export const sdkAppId = 1400000000

/** What each viewer can spend on one gift. Unit: coins. */
const purse = 900

/** A receiver as an app would have it: it decides about gifts and messages, and takes note of every other callback. */
export const demoReceiver = (token: string): NodeRoomCallbacks =>
  roomCallbacks(sdkAppId, { token })
    .on('Live.CallbackBeforeSendGift', ({ GiftWater: { Count, Coins = 0 } }) =>
      Count * Coins > purse ? deny(102101, 'Not enough coins') : allow(),
    )
    .on('Group.CallbackBeforeSendMsg', ({ MsgBody }) => {
      const text = messageText(MsgBody)
      if (text.includes('visit my page')) return drop()
      if (text.includes('buy cheap')) return deny(10101, 'No advertising')
      if (!text.includes('darn')) return allow()
      return replace({ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text.replaceAll('darn', '***') } }] })
    })
    .on('*', () => {})
