import {
  type AfterNameOf,
  allow,
  answer,
  type C2CCallbackAfterSendMsg,
  deny,
  drop,
  type GroupCallbackAfterSendMsg,
  messageText,
  type Phase,
  replace,
  roomCallbacks,
  type SnsCallbackFriendAdd,
} from '@room-callbacks/node'
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

const callbacks = roomCallbacks(1400000000)
callbacks.on(['C2C.CallbackAfterSendMsg', 'Group.CallbackAfterSendMsg'], (event, { command }) => {
  hasType<'C2C.CallbackAfterSendMsg' | 'Group.CallbackAfterSendMsg'>()(command)
  hasType<C2CCallbackAfterSendMsg | GroupCallbackAfterSendMsg>()(event)
  if (event.CallbackCommand === 'Group.CallbackAfterSendMsg') hasType<string>()(event.GroupId)
})
callbacks.on(['C2C.CallbackBeforeSendMsg', 'Group.CallbackBeforeSendMsg'], async ({ MsgBody }) =>
  MsgBody.length === 1 ? replace({ MsgBody }) : drop(),
)
callbacks.on('Sns.*', (event, { command, phase }) => {
  hasType<AfterNameOf<'Sns'>>()(command)
  hasType<Phase>()(phase)
  if (event.CallbackCommand === 'Sns.CallbackFriendAdd') hasType<SnsCallbackFriendAdd>()(event)
})
callbacks.on('RtcEngine.*', (event) => hasType<undefined>()(event.CallbackCommand))
const both = () => 1
callbacks
  .on(['Room.CallbackAfterMemberEnter', 'Room.CallbackAfterMemberLeave'], both)
  .off(['Room.CallbackAfterMemberEnter'], both)
