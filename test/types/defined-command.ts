import { type Allow, allow, type Deny, deny } from '@room-callbacks/core'
import {
  Account,
  Count,
  defineCommand,
  List,
  Milliseconds,
  OpenEnum,
  RoomIdentifier,
} from '@room-callbacks/core/define'
import { roomCallbacks } from '@room-callbacks/node'
import Type from 'typebox'
import { hasType } from './same.ts'

const memberExit = defineCommand('Test.CallbackAfterMemberExit', {
  phase: 'after',
  body: {
    GroupId: RoomIdentifier('Group id.'),
    ExitMemberList: List('Who left.', Type.Object({ Member_Account: Account('User id.') })),
    Reason: OpenEnum('Why.', ['Quit', 'Kicked']),
    MemberNum: Type.Optional(Count('Members left.')),
    EventTime: Milliseconds('When it happened.'),
  },
})

const beforeJoin = defineCommand('Test.CallbackBeforeApplyJoinGroup', {
  phase: 'before',
  body: { GroupId: RoomIdentifier('Group id.') },
  answer: { verdicts: ['allow', 'deny'], codes: [10100, 10200], platformDefault: 'allow' },
})

roomCallbacks(1400000000)
  .on(memberExit, (event, context) => {
    hasType<string>()(event.GroupId)
    hasType<string | undefined>()(event.ExitMemberList[0]?.Member_Account)
    hasType<'Quit' | 'Kicked' | (string & {})>()(event.Reason)
    hasType<number | undefined>()(event.MemberNum)
    hasType<number>()(event.EventTime)
    hasType<'Test.CallbackAfterMemberExit'>()(context.command)
  })
  .on(beforeJoin, ({ GroupId }): Allow | Deny => (GroupId === 'open' ? allow() : deny(10100, 'Closed')))
  .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => hasType<string>()(RoomInfo.RoomId))
