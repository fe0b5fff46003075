import { allow, drop } from '@room-callbacks/core'
import { defineCommand, RoomIdentifier } from '@room-callbacks/core/define'
import { roomCallbacks } from '@room-callbacks/node'

const body = { GroupId: RoomIdentifier('Group id.') }
const after = defineCommand('Test.CallbackAfterMemberExit', { phase: 'after', body })
const answer = { verdicts: ['allow', 'deny'], codes: [10100, 10200], platformDefault: 'allow' } as const
const before = defineCommand('Test.CallbackBeforeApplyJoinGroup', { phase: 'before', body, answer })

const callbacks = roomCallbacks(1400000000)

// @ts-expect-error a field that the definition lacks
callbacks.on(after, (event) => event.RoomId)
// @ts-expect-error a Before handler that decides nothing
callbacks.on(before, () => {})
// @ts-expect-error a Before handler that decides nothing, later
callbacks.on(before, async () => {})
// @ts-expect-error a kind of verdict that the definition lacks
callbacks.on(before, () => drop())
// @ts-expect-error a handler that wants another event
callbacks.on(before, (event: { GroupId: number }) => (event.GroupId === 1 ? allow() : allow()))
// @ts-expect-error a phase that does not exist
defineCommand('Test.CallbackAfterOther', { phase: 'during', body })
// @ts-expect-error a definition without a body
defineCommand('Test.CallbackAfterOther', { phase: 'after' })
// @ts-expect-error a Before command without rules for its answer
defineCommand('Test.CallbackBeforeOther', { phase: 'before', body })
// @ts-expect-error an After command with rules for an answer
defineCommand('Test.CallbackAfterOther', { phase: 'after', body, answer })
