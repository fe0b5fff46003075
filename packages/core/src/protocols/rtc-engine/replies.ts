import { type RefusalCode, refusals } from '../../errors/refusals.ts'
import { successes } from '../../outcome.ts'
import { replyTable } from '../../reply.ts'
import type { Protocol } from '../protocol.ts'

let replies: Protocol['replies'] | undefined

/**
 * The answers to events of RTC Engine. The platform reads the status alone; `{"code":0}` is what its documents recommend (39558).
 * Made with the first event, because most receivers take none.
 */
export function engineReplies(): Protocol['replies'] {
  replies ??= {
    ok: replyTable(successes, () => ({ code: 0 })),
    refusals: replyTable(Object.keys(refusals) as RefusalCode[], (message) => ({ code: 1, message })),
  }
  return replies
}
