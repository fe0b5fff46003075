import type { Reply } from '@room-callbacks/core'

/** What stands under a key: who holds it, or the reply of the callback that is finished. */
export const ClaimState = {
  held: (token: string): string => `held ${token}`,
  finished: (reply: Reply): string => JSON.stringify(reply),
  replyOf: (value: string): Reply | undefined => (value.startsWith('held ') ? undefined : JSON.parse(value)),
}
