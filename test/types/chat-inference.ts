import { allow, answer, deny, drop, messageText, replace, roomCallbacks } from '@room-callbacks/node'
import { hasType } from './same.ts'

roomCallbacks(1400000000)
  .on('C2C.CallbackBeforeSendMsg', ({ From_Account, MsgBody }) => {
    hasType<string>()(From_Account)
    const [first] = MsgBody
    if (first?.MsgType === 'TIMTextElem') hasType<string>()(first.MsgContent.Text)
    if (first?.MsgType === 'TIMSoundElem') hasType<string | undefined>()(first.MsgContent.Url)
    if (messageText(MsgBody) === '') return drop()
    const note = { MsgType: 'TIMNewElem', MsgContent: { Anything: 1 } }
    return MsgBody.length === 1 ? replace({ MsgBody: [...MsgBody, note] }) : deny(120001, 'One at a time')
  })
  .on('Group.CallbackBeforeInviteJoinGroup', ({ DestinationMembers }) => {
    const refused = DestinationMembers.map(({ Member_Account }) => Member_Account)
    return refused.length > 1 ? allow({ RefusedMembers_Account: refused }) : allow()
  })
  .on('OfficialAccount.CallbackBeforeAddSubscriber', async () => allow({ RefusedSubscribers_Account: ['tom'] }))
  .on('Sns.CallbackPrevFriendAdd', ({ FriendItem }) =>
    allow({ ResultItem: FriendItem.map(({ To_Account }) => ({ To_Account, ResultCode: 0, ResultInfo: '' })) }),
  )
  .on('Sns.CallbackPrevFriendResponse', () => deny(38000, 'Not now'))
  .on('Chatbot.OnC2CSignalMessage', ({ Data }) => (Data === '' ? undefined : answer({ RspData: Data })))
  .on('Chatbot.InterfaceInvocation', async ({ Body }) => {
    hasType<string | undefined>()(Body.SystemSessionID)
    return answer({ Body: { price: '10' } })
  })
  .on('Profile.CallbackPortraitSet', ({ ProfileItem }) => {
    for (const { Value } of ProfileItem) hasType<string | number>()(Value)
  })
  .on('Push.OfflinePush', ({ Events }) => Events.map(({ EventTime, PushStage }) => EventTime + PushStage))
