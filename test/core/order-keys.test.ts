import { roomCallbacks } from '@room-callbacks/node'
import { inject, memoryInbox, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { appId } from './receiver.ts'

/** What the callback of each sample is ordered by, as chat.md 6.1 and call.md 1 list it: without the app, by product. */
const expected: Readonly<Record<string, string | undefined>> = {
  'Alert.RequestOverLimit': undefined,
  'Bot.OnC2CMessage': 'conversation/Jonh jared',
  'Bot.OnGroupMessage': 'room/@TGS#2J4SZEAEL',
  'C2C.CallbackAfterC2CMsgExtension': 'conversation/user1 user2',
  'C2C.CallbackAfterModifyMsg': 'conversation/Jonh jared',
  'C2C.CallbackAfterMsgReadAll': 'user/Jonh',
  'C2C.CallbackAfterMsgReadReceipt': 'conversation/Jonh jared',
  'C2C.CallbackAfterMsgReport': 'conversation/Jonh jared',
  'C2C.CallbackAfterMsgReport eventtime': 'conversation/Jonh jared',
  'C2C.CallbackAfterMsgWithDraw': 'conversation/Jonh jared',
  'C2C.CallbackAfterSendMsg': 'conversation/Jonh jared',
  'ContentCallback.ResultNotify': 'user/jared',
  'Desk.SessionEventNotify': 'session/2baf4d84-beb4-4607-a1ea-6ebcaef3e0e6',
  'Follow.CallbackAfterFollowAdd': 'user/UserID_001',
  'Follow.CallbackAfterFollowDelete': 'user/UserID_001',
  'Group.CallbackOnDailyGroupQuotaAlarm': undefined,
  'Member.EventNotify': 'user/agent@example.com',
  'OfficialAccount.CallbackAfterSendMsg': 'account/@TOA#_2J4SZEAEL',
  'Profile.CallbackPortraitSet': 'user/id1',
  'Push.AllMemberPush': undefined,
  'Push.OfflinePush': undefined,
  'Sns.CallbackBlackListAdd': 'user/id',
  'Sns.CallbackBlackListDelete': 'user/id',
  'Sns.CallbackFriendAdd': undefined,
  'Sns.CallbackFriendDelete': undefined,
  'Sns.CallbackFriendDelete both': undefined,
  'State.StateChange': 'user/testuser316',
  'State.StateChange linkclose': 'user/10000001',
  'Call.CallbackAfterStartCall': 'call/055662e1-bc8a-469c-a334-1126c8c17d58',
  'Call.CallbackAfterEndCall': 'call/055662e1-bc8a-469c-a334-1126c8c17d58',
  'Call.CallbackAfterMemberChanged': 'call/055662e1-bc8a-469c-a334-1126c8c17d58',
  'Call.CallbackAfterRecordChanged': 'call/f6273604-3806-4abb-bc7e-090cd9208ee6',
}

t.test('each callback of Chat and Call is kept in the order of what it belongs to', async (t) => {
  const inbox = memoryInbox({ attempts: 1 })
  let delivered: string | undefined
  const callbacks = roomCallbacks(appId, { inbox }).on('*', (_event, { orderKey }) => {
    delivered = orderKey
    throw new Error('It stays, to be looked at.')
  })
  callbacks.on('error', () => {})
  const seen: Record<string, string | undefined> = {}
  for (const { command, product, variant } of samples) {
    if (product !== 'chat' && product !== 'call') continue
    const text = sampleText(command, product, variant)
    const { outcome } = await inject(callbacks, text, { command })
    if (outcome !== 'accepted') continue
    await inbox.drain({ timeout: 10_000 })
    const [entry] = await inbox.list('dead')
    const name = variant ? `${command} ${variant}` : command
    seen[name] = entry?.record.orderKey?.replace(`${appId}/`, '')
    t.equal(delivered, entry?.record.orderKey, 'a handler is told')
    await inbox.purge({ state: 'dead' })
    const { GroupId, Official_Account } = JSON.parse(text)
    const table = Object.hasOwn(expected, name)
      ? expected[name]
      : GroupId
        ? `room/${GroupId}`
        : `account/${Official_Account}`
    t.equal(seen[name], table, name)
  }
  for (const name of Object.keys(expected)) t.ok(Object.hasOwn(seen, name), `${name} was stored`)
  await callbacks.close()
  await inbox.close()
})
