import { allow, deny, roomCallbacks } from '@room-callbacks/node'
import { sdkAppId, token } from '../account.ts'
import { isMain, serve } from '../serve.ts'
import { signedCurl } from '../signed-curl.ts'
import { judgeMessage } from './judge-message.ts'
import { Wallet } from './wallet.ts'

const wallet = new Wallet({ ann: 500 })

const callbacks = roomCallbacks(sdkAppId, {
  token,
  // Tencent itself would deliver a message that nobody judged: here it is refused.
  fallback: { 'Group.CallbackBeforeSendMsg': 'deny' },
})
  .on('Group.CallbackBeforeSendMsg', judgeMessage)
  .on('Live.CallbackBeforeSendGift', async ({ GiftWater }) => {
    const { From_Account, Count, Coins } = GiftWater
    // A gift without a price is nothing to sell.
    if (Coins === undefined) return deny()
    return (await wallet.covers(From_Account, Count * Coins)) ? allow() : deny(102101, 'Not enough coins')
  })
  .on('error', (error, context) => console.error(`${context?.command}: ${error.message}`, error.cause))

/** An insult, to be softened. */
const example =
  '{"CallbackCommand":"Group.CallbackBeforeSendMsg","GroupId":"room-1","Type":"Live","From_Account":"bob","Operator_Account":"bob","MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"You idiot, $t times"}}]}'

if (isMain(import.meta.url)) {
  const { url } = await serve(callbacks, callbacks)
  console.log(`Send an insult, and see what is delivered instead:\n${signedCurl(url, example)}`)
}
