import { alice, bob } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Metadata of a live is set, changed and deleted. */
export const metadata: Scenario = {
  name: 'metadata',
  title: 'Metadata: keys are set, changed and deleted',
  async play(platform, step, room) {
    const RoomId = room('live')
    await step('alice goes live', () => platform.createRoom({ product: 'live', RoomId, Owner_Account: alice }))
    await step('a song is announced', () => platform.setMetadata(RoomId, { song: 'Greensleeves', key: 'A minor' }))
    await step('another song', () => platform.setMetadata(RoomId, { song: 'Scarborough Fair' }))
    await step('bob counts', () => platform.setMetadata(RoomId, { count: '1' }, { Operator_Account: bob }))
    await step('the counter is deleted', () => platform.deleteMetadata(RoomId, ['count', 'never set']))
    await step('the key is unknown', () => platform.deleteMetadata(RoomId, ['key']))
    await step('the cover changes', () =>
      platform.updateRoomInfo(RoomId, { CoverURL: 'https://example.com/cover.png' }),
    )
  },
}
