import { packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { received, wire } from './received.ts'

t.test('chat.md 7, State.StateChange: actions and reasons are not tied together', async (t) => {
  const command = 'State.StateChange'
  const old = await received(command, sampleText(command, 'chat', 'linkclose'))
  t.match(old, { Info: { Action: 'Logout', Reason: 'LinkClose' } })
  t.notOk('EventTime' in old)
  for (const [Action, Reason] of [
    ['Logout', 'TimeOut'],
    ['Disconnect', 'LinkClose'],
    ['Sleep', 'Tired'],
  ]) {
    t.match(await received(command, wire(command, { Info: { Action, Reason } })), { Info: { Action, Reason } })
  }
})

t.test('chat.md 7, State.StateChange: a custom status stands at the top or in Info', async (t) => {
  const command = 'State.StateChange'
  const Info = { Action: 'CustomStatusChange', Reason: 'SetCustomStatus' }
  t.match(await received(command, wire(command, { Info, CustomStatus: 'away' })), { CustomStatus: 'away' })
  const inside = await received(command, wire(command, { Info: { ...Info, CustomStatus: 'away' } }))
  t.match(inside, { CustomStatus: 'away', Info })
  t.notOk('CustomStatus' in (inside['Info'] as object))
})

t.test('chat.md 7, Profile.CallbackPortraitSet: a value is a number or a text', async (t) => {
  const command = 'Profile.CallbackPortraitSet'
  const ProfileItem = [
    { Tag: 'Tag_Profile_IM_Level', Value: 4294967295 },
    { Tag: 'Tag_Profile_IM_Nick', Value: '' },
  ]
  t.match(await received(command, wire(command, { ProfileItem })), { ProfileItem })
  const wrong = { ProfileItem: [{ Tag: 'Tag_Profile_IM_Nick', Value: true }] }
  t.equal(await received(command, wire(command, wrong)), 'invalid-packet')
})

t.test(
  'chat.md 7, Sns: ForceAddFlags before and ForceFlag after, four words of ClientCmd, both directions',
  async (t) => {
    const before = await received('Sns.CallbackPrevFriendAdd', packet('Sns.CallbackPrevFriendAdd'))
    t.match(before, { ForceAddFlags: 0 })
    for (const ClientCmd of ['friend_add', 'FriendAdd', 'friend_response', 'FriendResponse']) {
      const event = await received('Sns.CallbackFriendAdd', wire('Sns.CallbackFriendAdd', { ClientCmd }))
      t.match(event, { ClientCmd, ForceFlag: 1, Admin_Account: '' })
    }
    const both = await received('Sns.CallbackFriendDelete', sampleText('Sns.CallbackFriendDelete', 'chat', 'both'))
    t.match(both['PairList'], [
      { From_Account: '200001', To_Account: '200002' },
      { From_Account: '200002', To_Account: '200001' },
    ])
  },
)

t.test('chat.md 7, C2C: the oldest packets hold little', async (t) => {
  const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } }]
  const accounts = { From_Account: 'a', To_Account: 'b' }
  for (const CallbackCommand of ['C2C.CallbackBeforeSendMsg', 'C2C.CallbackAfterSendMsg'] as const) {
    const oldest = { MsgBody, CallbackCommand, ...accounts, MsgTime: 1500000000 }
    t.strictSame(await received(CallbackCommand, oldest), oldest)
  }
  const failed = packet('C2C.CallbackAfterSendMsg', { UnreadMsgNum: -1, SendMsgResult: 20006 })
  t.match(await received('C2C.CallbackAfterSendMsg', failed), { UnreadMsgNum: -1 })
})

t.test('chat.md 7, C2C: a counter without a time, or a time without a counter', async (t) => {
  const EventTime = 1670574414123
  for (const command of ['C2C.CallbackAfterMsgReport', 'C2C.CallbackAfterMsgWithDraw'] as const) {
    const international = packet(command)
    const chinese = wire(command, { UnreadMsgNum: undefined, EventTime })
    t.strictSame(await received(command, international), international)
    t.strictSame(await received(command, chinese), chinese)
  }
})

t.test('chat.md 7, extensions: a cleared list is empty, a deleted value is empty', async (t) => {
  for (const command of ['C2C.CallbackAfterC2CMsgExtension', 'Group.CallbackAfterGroupMsgExtension'] as const) {
    const cleared = { OperateType: 3, ExtensionList: [] }
    t.match(await received(command, wire(command, cleared)), cleared)
    const deleted = { OperateType: 2, ExtensionList: [{ Key: 'k', Value: '', Seq: 1 }] }
    t.match(await received(command, wire(command, deleted)), deleted)
  }
})

t.test('chat.md 7, edits: REST changes the body, the custom data, or both', async (t) => {
  const command = 'C2C.CallbackAfterModifyMsg'
  const bare = packet(command, { CloudCustomData: undefined })
  t.strictSame(await received(command, bare), bare)
})

t.test('chat.md 7, C2C.CallbackAfterMsgReadReceipt: the table leaves the list out', async (t) => {
  const command = 'C2C.CallbackAfterMsgReadReceipt'
  t.match(await received(command, packet(command)), { C2CMsgInfo: [{ From_Account: 'Jonh', To_Account: 'jared' }] })
})
