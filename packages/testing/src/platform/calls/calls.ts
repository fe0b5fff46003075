import type { CommandName, EventMap } from '@room-callbacks/core'
import type { Actor } from '../events/actor.ts'
import { EventOutlet, type OutletSettings } from '../events/event-outlet.ts'
import type { SendEvent } from '../events/platform-event.ts'
import type { SeededRandom } from '../faults/seeded-random.ts'
import { SimulationError } from '../simulation-error.ts'
import type { Calls, CallView } from './call-operations.ts'

/** A call, as it changes. */
interface Call {
  readonly CallId: string
  readonly Caller_Account: string
  readonly callees: Set<string>
  readonly CallMediaType: 'Audio' | 'Video'
  readonly RoomId: string
  readonly users: Map<string, 'Calling' | 'Waiting'>
  /** Unit: Unix seconds. */
  readonly StartTime: number
  /** Unit: Unix seconds; 0 when it was never answered. */
  AcceptTime: number
}

type CallResult = NonNullable<CallView['CallResult']>
type ActionType = EventMap['Call.CallbackAfterMemberChanged']['ChangedUserList'][number]['ActionType']

/** What the end of a call is called that was never answered, by what its last user did. */
const unanswered: { readonly [action in 'Reject' | 'NotAnswer' | 'Hangup' | 'Offline' | 'Cancel_Invite']: CallResult } =
  {
    Reject: 'Reject',
    NotAnswer: 'NotAnswer',
    Hangup: 'Cancel',
    Offline: 'Offline',
    Cancel_Invite: 'Cancel',
  }

/** The types of a room id (68941). */
const textRoomId = 2
/** A recording starts (54914); what `KitType` means is not documented. */
const recordingStarted = { EventGroupId: 3, EventType: 301, KitType: 2 }

/** Calls: 68940, 68941, 69215, 80345. */
export function callsOf(settings: OutletSettings, chance: SeededRandom, send: SendEvent): Calls {
  const calls = new Map<string, Call>()
  const outlet = new EventOutlet(settings, chance, send)
  const tell = <Name extends CommandName>(
    { CallId }: Call,
    packet: EventMap[Name],
    operator: string,
    actor: Actor = {},
  ): void => {
    void outlet.send({ product: 'call', lane: `call ${CallId}`, operator, actor }, packet)
  }
  const find = (CallId: string): Call => {
    const call = calls.get(CallId)
    if (!call) throw new SimulationError('no-such-call', `It is ${CallId}.`)
    return call
  }
  const require = (CallId: string, account: string): Call => {
    const call = find(CallId)
    if (!call.users.has(account)) throw new SimulationError('not-in-call', `It is ${account}, in ${CallId}.`)
    return call
  }
  const change = (call: Call, accounts: readonly string[], ActionType: ActionType, actor: Actor): CallView => {
    const packet = {
      CallbackCommand: 'Call.CallbackAfterMemberChanged' as const,
      CallId: call.CallId,
      UserList: userList(call),
      ChangedUserList: accounts.map((User_Account) => ({ User_Account, ActionType })),
      EventTime: outlet.eventTime(),
    }
    tell(call, packet, accounts[0] as string, actor)
    return viewOf(call)
  }
  const enter = (CallId: string, accounts: readonly string[], isAnswered: boolean, actor: Actor): CallView => {
    const call = find(CallId)
    const inside = accounts.find((account) => call.users.has(account))
    if (inside !== undefined) throw new SimulationError('already-in-call', `It is ${inside}, in ${CallId}.`)
    for (const account of accounts) {
      call.callees.add(account)
      call.users.set(account, isAnswered ? 'Calling' : 'Waiting')
    }
    return accounts.length === 0 ? viewOf(call) : change(call, accounts, isAnswered ? 'Join' : 'Invite', actor)
  }
  const leave = (CallId: string, account: string, action: keyof typeof unanswered, actor: Actor): CallView => {
    const call = require(CallId, account)
    call.users.delete(account)
    const view = change(call, [account], action, actor)
    const isCancelled = call.AcceptTime === 0 && account === call.Caller_Account
    if (call.users.size > 1 && !isCancelled) return view
    calls.delete(CallId)
    const ended = action === 'Offline' ? 'Interrupt' : 'NormalEnd'
    const CallResult = call.AcceptTime > 0 ? ended : unanswered[action]
    tell(call, endOf(call, CallResult, outlet.eventTime()), account, actor)
    return { ...view, CallResult }
  }

  return {
    async start({ Caller_Account, CalleeList_Account, CallMediaType = 'Audio', ...given }, actor = {}) {
      const { ChatGroupId = '', RoomId = '' } = given
      const EventTime = outlet.eventTime()
      const call: Call = {
        CallId: uuid(chance),
        Caller_Account,
        callees: new Set(CalleeList_Account),
        CallMediaType,
        RoomId,
        users: new Map([[Caller_Account, 'Calling'], ...CalleeList_Account.map((one) => [one, 'Waiting'] as const)]),
        StartTime: Math.floor(EventTime / 1000),
        AcceptTime: 0,
      }
      calls.set(call.CallId, call)
      const CallInfo = { CallId: call.CallId, CallMediaType, ChatGroupId, RoomId, RoomIdType: roomIdTypeOf(RoomId) }
      const packet = { CallbackCommand: 'Call.CallbackAfterStartCall' as const, CallInfo, UserList: userList(call) }
      tell(call, { ...packet, EventTime }, Caller_Account, actor)
      return viewOf(call)
    },
    async answer(CallId, account, actor = {}) {
      const call = require(CallId, account)
      call.users.set(account, 'Calling')
      if (call.AcceptTime === 0) call.AcceptTime = Math.floor(outlet.eventTime() / 1000)
      return change(call, [account], 'Answer', actor)
    },
    reject: async (CallId, account, actor = {}) => leave(CallId, account, 'Reject', actor),
    miss: async (CallId, account, actor = {}) => leave(CallId, account, 'NotAnswer', actor),
    hangUp: async (CallId, account, actor = {}) => leave(CallId, account, 'Hangup', actor),
    disconnect: async (CallId, account, actor = {}) => leave(CallId, account, 'Offline', actor),
    invite: async (CallId, accounts, actor = {}) => enter(CallId, accounts, false, actor),
    cancelInvitation: async (CallId, account, actor = {}) => leave(CallId, account, 'Cancel_Invite', actor),
    join: async (CallId, account, actor = {}) => enter(CallId, [account], true, actor),
    async startRecording(CallId) {
      const call = find(CallId)
      const EventMsTs = outlet.eventTime()
      const { KitType, ...event } = recordingStarted
      const EventInfo = {
        RoomId: call.RoomId,
        EventTs: Math.floor(EventMsTs / 1000),
        UserId: 'recorder',
        TaskId: `-${chance.hex(64)}.`,
        Payload: { Status: 0 },
        EventMsTs,
      }
      const packet = {
        CallId,
        Callback: { ...event, CallbackTs: EventMsTs, EventInfo, KitType },
        CallbackCommand: 'Call.CallbackAfterRecordChanged' as const,
        EventTime: outlet.eventTime(),
      }
      tell(call, packet, call.Caller_Account)
      return viewOf(call)
    },
    call(CallId) {
      const call = calls.get(CallId)
      return call && viewOf(call)
    },
  }
}

const userList = ({ users }: Call) => [...users].map(([User_Account, Status]) => ({ User_Account, Status }))

// An empty one of the sample has type 1.
const roomIdTypeOf = (RoomId: string): number => (RoomId === '' ? 1 : textRoomId)

const viewOf = ({ CallId, Caller_Account, users }: Call): CallView => ({
  CallId,
  Caller_Account,
  users: Object.fromEntries(users),
})

function endOf(call: Call, CallResult: CallResult, EventTime: number): EventMap['Call.CallbackAfterEndCall'] {
  const { CallId, Caller_Account, CallMediaType, callees, StartTime, AcceptTime, RoomId } = call
  return {
    CallbackCommand: 'Call.CallbackAfterEndCall',
    CallRecord: {
      ...{ CallId, Caller_Account, MediaType: CallMediaType },
      CallType: callees.size > 1 ? 'MultiCall' : 'SingleCall',
      ...{ StartTime, EndTime: Math.floor(EventTime / 1000), AcceptTime, CallResult },
      // The sample has the caller in it too.
      CalleeList_Account: [Caller_Account, ...callees],
      ...{ RoomId, RoomIdType: roomIdTypeOf(RoomId) },
    },
    EventTime,
  }
}

const uuid = (chance: SeededRandom): string =>
  [chance.hex(8), chance.hex(4), `4${chance.hex(3)}`, `a${chance.hex(3)}`, chance.hex(12)].join('-')
