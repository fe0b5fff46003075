import type { Actor } from '../events/actor.ts'

/** A call to be started (68941). */
export interface NewCall {
  readonly Caller_Account: string
  readonly CalleeList_Account: readonly string[]
  /** Default: `Audio`. */
  readonly CallMediaType?: 'Audio' | 'Video'
  /** The group of a group call. Default: an empty text. */
  readonly ChatGroupId?: string
  /** Default: an empty text. */
  readonly RoomId?: string
}

/** A call as the platform knows it. */
export interface CallView {
  readonly CallId: string
  readonly Caller_Account: string
  /** Who takes part: `Waiting` did not answer yet. */
  readonly users: { readonly [account: string]: 'Calling' | 'Waiting' }
  /** How it ended; absent while it goes on. */
  readonly CallResult?: 'Cancel' | 'Reject' | 'NotAnswer' | 'NormalEnd' | 'Interrupt' | 'Offline'
}

/**
 * Calls, as TUICallKit makes them (68934). Each operation changes the call at once, sends the callbacks that are
 * configured, and resolves with the call: when one user is left, or none, it is over.
 *
 * Each throws a {@link SimulationError}: `no-such-call`, and `not-in-call` for a user who takes no part.
 */
export interface Calls {
  start(call: NewCall, actor?: Actor): Promise<CallView>
  /** A user who was called answers. */
  answer(CallId: string, account: string, actor?: Actor): Promise<CallView>
  reject(CallId: string, account: string, actor?: Actor): Promise<CallView>
  /** A user who was called did not answer in time. */
  miss(CallId: string, account: string, actor?: Actor): Promise<CallView>
  /** A user leaves; before the call was answered its caller cancels it. */
  hangUp(CallId: string, account: string, actor?: Actor): Promise<CallView>
  /** The connection of a user is lost. */
  disconnect(CallId: string, account: string, actor?: Actor): Promise<CallView>
  /** @throws `already-in-call` */
  invite(CallId: string, accounts: readonly string[], actor?: Actor): Promise<CallView>
  /** An invitation is taken back. */
  cancelInvitation(CallId: string, account: string, actor?: Actor): Promise<CallView>
  /** A user enters by itself. @throws `already-in-call` */
  join(CallId: string, account: string, actor?: Actor): Promise<CallView>
  /** Cloud recording of a call starts (80345). */
  startRecording(CallId: string): Promise<CallView>
  /** One call that goes on. */
  call(CallId: string): CallView | undefined
}
