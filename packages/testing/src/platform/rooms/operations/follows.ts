import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'

/** Who follows whom: sent by Chat, about no room (74356, 74357). */
export function follows(backend: RoomBackend): Pick<RoomOperations, 'follow' | 'unfollow'> {
  const lane = (account: string): string => `follows of ${account}`
  return {
    async follow(From_Account, accounts, actor = {}) {
      if (accounts.length === 0) return
      const packet = {
        CallbackCommand: 'Follow.CallbackAfterFollowAdd' as const,
        From_Account,
        FollowList: accounts.map((To_Account) => ({ To_Account })),
        EventTime: backend.eventTime(),
      }
      void backend.tellLane('live', lane(From_Account), undefined, packet, From_Account, actor)
    },
    async unfollow(From_Account, accounts, actor = {}) {
      if (accounts.length === 0) return
      const packet = {
        CallbackCommand: 'Follow.CallbackAfterFollowDelete' as const,
        From_Account,
        To_Account: [...accounts],
        EventTime: backend.eventTime(),
      }
      void backend.tellLane('live', lane(From_Account), undefined, packet, From_Account, actor)
    },
  }
}
