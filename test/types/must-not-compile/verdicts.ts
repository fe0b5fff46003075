import { allow, answer, deny, drop, replace, roomCallbacks } from '@room-callbacks/node'

const callbacks = roomCallbacks(1400000000)
const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: '***' } }]

// @ts-expect-error a Before handler that decides nothing
callbacks.on('Live.CallbackBeforeSendGift', () => {})
// @ts-expect-error a Before handler that decides nothing, later
callbacks.on('Live.CallbackBeforeSendGift', async () => {})
// @ts-expect-error a Before handler that decides in one branch only
callbacks.on('Live.CallbackBeforeSendGift', ({ RoomId }) => (RoomId === 'free' ? allow() : undefined))
// @ts-expect-error a truth value instead of a verdict
callbacks.on('Live.CallbackBeforeSendGift', () => true)
// @ts-expect-error the maker of a verdict instead of a verdict
callbacks.on('Live.CallbackBeforeSendGift', () => allow)
// @ts-expect-error a verdict made by hand, without its text
callbacks.on('Live.CallbackBeforeSendGift', () => ({ kind: 'deny', code: 102101 }) as const)
// @ts-expect-error a gift cannot be dropped
callbacks.on('Live.CallbackBeforeSendGift', () => drop())
// @ts-expect-error a gift cannot be dropped, later
callbacks.on('Live.CallbackBeforeSendGift', async () => drop())
// @ts-expect-error a gift cannot be replaced
callbacks.on('Live.CallbackBeforeSendGift', () => replace({ MsgBody }))
// @ts-expect-error a gift cannot be dropped in any branch
callbacks.on('Live.CallbackBeforeSendGift', ({ RoomId }) => (RoomId === 'free' ? allow() : drop()))
// @ts-expect-error a message handler that decides nothing
callbacks.on('Group.CallbackBeforeSendMsg', () => {})
// @ts-expect-error a message handler that decides nothing, later
callbacks.on('Group.CallbackBeforeSendMsg', async () => {})
// @ts-expect-error a replacement of a field that cannot be replaced
callbacks.on('Group.CallbackBeforeSendMsg', () => replace({ From_Account: 'alice' }))
// @ts-expect-error a replacement that is no list of elements
callbacks.on('Group.CallbackBeforeSendMsg', () => replace({ MsgBody: '***' }))
// @ts-expect-error a code that is no number
callbacks.on('Live.CallbackBeforeSendGift', () => deny('102101'))
// @ts-expect-error a creation cannot be dropped
callbacks.on('Group.CallbackBeforeCreateGroup', () => drop())
// @ts-expect-error an invitation that answers whom subscriptions refuse
callbacks.on('Group.CallbackBeforeInviteJoinGroup', () => allow({ RefusedSubscribers_Account: ['tom'] }))
// @ts-expect-error a list of refused users that is none
callbacks.on('Group.CallbackBeforeInviteJoinGroup', () => allow({ RefusedMembers_Account: 'tom' }))
// @ts-expect-error a subscription that answers whom invitations refuse
callbacks.on('OfficialAccount.CallbackBeforeAddSubscriber', () => allow({ RefusedMembers_Account: ['tom'] }))
// @ts-expect-error fields of an answer that has none
callbacks.on('Group.CallbackBeforeApplyJoinGroup', () => allow({ RefusedMembers_Account: ['tom'] }))
// @ts-expect-error a friend request that cannot be replaced
callbacks.on('Sns.CallbackPrevFriendAdd', () => replace({ MsgBody }))
// @ts-expect-error a result without its text
callbacks.on('Sns.CallbackPrevFriendAdd', () => allow({ ResultItem: [{ To_Account: 'tom', ResultCode: 0 }] }))
// @ts-expect-error a Before handler of one-to-one messages that decides nothing
callbacks.on('C2C.CallbackBeforeSendMsg', () => {})
// @ts-expect-error data of another answering command
callbacks.on('Chatbot.OnC2CSignalMessage', () => answer({ Body: {} }))
// @ts-expect-error data that is no text
callbacks.on('Chatbot.OnC2CSignalMessage', () => answer({ RspData: { text: 'hello' } }))
// @ts-expect-error a verdict of an answering command
callbacks.on('Chatbot.InterfaceInvocation', () => deny())
// @ts-expect-error data of a command that takes none
callbacks.on('C2C.CallbackBeforeSendMsg', () => answer({ RspData: 'hello' }))

const moderated = ['Group.CallbackBeforeSendMsg', 'Group.CallbackBeforeCreateGroup'] as const
callbacks.on(moderated, () => deny())
// @ts-expect-error a verdict that one command of a list does not know
callbacks.on(moderated, () => drop())
// @ts-expect-error a verdict that one command of a list does not know, later
callbacks.on(moderated, async ({ Type }) => (Type === 'Work' ? allow() : replace({ MsgBody })))
// @ts-expect-error a handler of a list that decides nothing
callbacks.on(moderated, () => {})
// @ts-expect-error a list with a Before command, whose handler decides nothing
callbacks.on(['Group.CallbackBeforeSendMsg', 'Group.CallbackAfterSendMsg'], () => {})
