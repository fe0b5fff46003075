import { alice, bob, carol, dave } from './people.ts'
import type { Scenario } from './scenario.ts'

/** A call that is answered, one that is not, and one that is cancelled. */
export const call: Scenario = {
  name: 'call',
  title: 'Calls: answered by some, rejected by one, missed, and cancelled',
  async play({ calls }, step) {
    const { CallId } = await step('alice calls three', () =>
      calls.start({ Caller_Account: alice, CalleeList_Account: [bob, carol, dave], CallMediaType: 'Video' }),
    )
    await step('bob answers', () => calls.answer(CallId, bob))
    await step('carol rejects it', () => calls.reject(CallId, carol))
    await step('dave misses it', () => calls.miss(CallId, dave))
    await step('bob invites dave again', () => calls.invite(CallId, [dave]))
    await step('dave answers', () => calls.answer(CallId, dave))
    await step('the call is recorded', () => calls.startRecording(CallId))
    await step('the connection of dave is lost', () => calls.disconnect(CallId, dave))
    await step('alice hangs up', () => calls.hangUp(CallId, alice))
    const missed = await step('carol calls bob', () =>
      calls.start({ Caller_Account: carol, CalleeList_Account: [bob] }),
    )
    await step('bob misses it', () => calls.miss(missed.CallId, bob))
    const cancelled = await step('carol calls dave', () =>
      calls.start({ Caller_Account: carol, CalleeList_Account: [dave] }),
    )
    await step('carol thinks better of it', () => calls.hangUp(cancelled.CallId, carol))
  },
}
