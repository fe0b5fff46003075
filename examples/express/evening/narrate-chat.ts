import { allow, deny, type ExpressRoomCallbacks, messageText } from '@room-callbacks/express'
import { moderate } from './moderate.ts'
import { say } from './stories.ts'

/** Who is not wanted tonight. */
const unwanted: readonly string[] = ['dave', '144115216631667826']

/** Tells what the people of Chat do, and decides where Chat asks. */
export function narrateChat(callbacks: ExpressRoomCallbacks): void {
  callbacks
    .on('C2C.CallbackBeforeSendMsg', (message) => {
      const verdict = moderate(message)
      return verdict.kind === 'deny' ? deny(120101, verdict.text) : verdict
    })
    .on('C2C.CallbackAfterSendMsg', ({ From_Account, To_Account, MsgBody }) =>
      say(`${From_Account} wrote to ${To_Account}: ${messageText(MsgBody)}`),
    )
    .on('Group.CallbackBeforeCreateGroup', ({ Name }) =>
      Name.includes('coins') ? deny(10101, 'No advertising') : allow(),
    )
    .on('Group.CallbackBeforeApplyJoinGroup', ({ Requestor_Account }) =>
      unwanted.includes(Requestor_Account) ? deny(10102, 'By invitation only') : allow(),
    )
    .on('Group.CallbackBeforeInviteJoinGroup', ({ DestinationMembers }) => {
      const invited = DestinationMembers.map(({ Member_Account }) => Member_Account)
      return allow({ RefusedMembers_Account: invited.filter((account) => unwanted.includes(account)) })
    })
    .on('Group.CallbackBeforeCreateTopic', () => allow())
    .on('Sns.CallbackPrevFriendAdd', ({ FriendItem }) =>
      allow({
        ResultItem: FriendItem.map(({ To_Account }) =>
          unwanted.includes(To_Account)
            ? { To_Account, ResultCode: 38001, ResultInfo: 'No friends' }
            : { To_Account, ResultCode: 0, ResultInfo: '' },
        ),
      }),
    )
    .on('Sns.CallbackPrevFriendResponse', () => allow())
    .on('Call.CallbackAfterEndCall', ({ CallRecord: { Caller_Account, CallResult } }) =>
      say(`the call of ${Caller_Account} is over: ${CallResult}`),
    )
}
