import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allow, deny, roomCallbacks } from '@room-callbacks/node'
import { judgeMessage } from './judge-message.ts'
import { judgeApplication, judgeFriends, judgeGroup, judgeInvitation } from './judge-people.ts'
import { Wallet } from './wallet.ts'

const { PORT = '3000', SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token' } = process.env
const wallet = new Wallet({ ann: 500 })

const callbacks = roomCallbacks(SDK_APP_ID, {
  token: CALLBACK_TOKEN,
  // Tencent itself would deliver a message that no handler judged: here it is refused.
  fallback: { 'Group.CallbackBeforeSendMsg': 'deny', 'C2C.CallbackBeforeSendMsg': 'deny' },
})
  .on('Group.CallbackBeforeSendMsg', (message) => judgeMessage(message, 10101))
  .on('C2C.CallbackBeforeSendMsg', (message) => judgeMessage(message, 120101))
  .on('Group.CallbackBeforeCreateGroup', judgeGroup)
  .on('Group.CallbackBeforeApplyJoinGroup', judgeApplication)
  .on('Group.CallbackBeforeInviteJoinGroup', judgeInvitation)
  .on('Sns.CallbackPrevFriendAdd', judgeFriends)
  .on('Live.CallbackBeforeSendGift', async ({ GiftWater }) => {
    const { From_Account, Count, Coins } = GiftWater
    // A gift without a price cannot be sold.
    if (Coins === undefined) return deny()
    return (await wallet.covers(From_Account, Count * Coins)) ? allow() : deny(102101, 'Not enough coins')
  })
  .on('error', (error, context) => console.error(`${context?.command}: ${error.message}`, error.cause))

const server = createServer(callbacks)
await once(server.listen(Number(PORT)), 'listening')
const url = `http://localhost:${(server.address() as AddressInfo).port}`
console.log(`Listening on ${url}\nSend an insult, and see what is delivered instead:\n${insult(url)}`)

/** A command line that sends an insult. A signature is good for a minute, so the shell signs when the line is run. */
function insult(url: string): string {
  const sha256 = process.platform === 'darwin' ? 'shasum -a 256' : 'sha256sum'
  const said = `"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"You idiot, '$t' times"}}]`
  const packet = `{"CallbackCommand":"C2C.CallbackBeforeSendMsg","From_Account":"bob","To_Account":"ann",${said}}`
  const query = `SdkAppid=${SDK_APP_ID}&CallbackCommand=C2C.CallbackBeforeSendMsg&contenttype=json`
  const sign = `$(printf %s "example-token$t" | ${sha256} | cut -c1-64)`
  return `t=$(date +%s); curl -sS -w '\\n' -d '${packet}' "${url}/?${query}&RequestTime=$t&Sign=${sign}"`
}

/** No new callbacks; then what was accepted is finished. */
async function close(): Promise<void> {
  server.close()
  await callbacks.close({ timeout: 10_000 })
  console.log('Closed.')
}
process.once('SIGINT', close).once('SIGTERM', close)
