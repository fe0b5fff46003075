import { alice, bob, carol } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Recordings that are stopped, and one that ends with its room. */
export const recording: Scenario = {
  name: 'recording',
  title: 'Cloud recording: started, stopped, and ended by the end of the room',
  async play(platform, step, room) {
    const [kept, gone] = [room('kept'), room('gone')]
    await step('alice goes live', () => platform.createRoom({ product: 'live', RoomId: kept, Owner_Account: alice }))
    await step('the recording starts', () => platform.startRecording(kept))
    await step('carol watches', () => platform.enter(kept, carol))
    await step('the recording stops', () => platform.stopRecording(kept))
    await step('another one starts', () => platform.startRecording(kept))
    await step('bob goes live', () => platform.createRoom({ product: 'live', RoomId: gone, Owner_Account: bob }))
    await step('his live is recorded', () => platform.startRecording(gone))
    await step('the system recycles his live', () =>
      platform.destroyRoom(gone, { Operator_Account: '@TIM#SYSTEM', OptPlatform: 'Unknown' }),
    )
  },
}
