import type { Inbox, InboxStats } from '../inbox/inbox.ts'
import { withTimeout } from '../timers.ts'

/** How the store of an inbox does. */
export interface InboxHealth {
  /** Whether the store answered within the time. The numbers are there only then. */
  readonly isReachable: boolean
  readonly waiting?: number
  readonly dead?: number
  /** How long the oldest callback that is not handled waits since it arrived. Unit: ms. Undefined: none waits. */
  readonly oldestAge?: number | undefined
}

/** How long the store of an inbox may take to answer. Unit: ms. */
const patience = 1000
/** After this time an answer is not hoped for any more: the store is asked anew. Unit: ms. */
const longestAnswer = 30_000

/** Asks the store of an inbox, once for all probes that wait: one that hangs must not gather questions. */
export class InboxHealthCheck {
  readonly #inbox: Inbox
  readonly #clock: () => number
  #asking: Promise<InboxStats | undefined> | undefined
  /** Unit: ms since 1970. */
  #askedAt = 0

  constructor(inbox: Inbox, clock: () => number) {
    this.#inbox = inbox
    this.#clock = clock
  }

  /** @param timeout Unit: ms. What is no time stands for the patience of every probe. */
  async read(timeout: number | undefined): Promise<InboxHealth> {
    const given = Number(timeout)
    const now = this.#clock()
    // An answer that never comes must not decide for ever. The clock may have been set back.
    if (Math.abs(now - this.#askedAt) > longestAnswer) this.#asking = undefined
    if (!this.#asking) {
      this.#askedAt = now
      const asked = statsOf(this.#inbox).finally(() => {
        if (this.#asking === asked) this.#asking = undefined
      })
      this.#asking = asked
    }
    let stats: InboxStats | undefined
    const asking = this.#asking.then((answer) => {
      stats = answer
    })
    await withTimeout(asking, given > 0 ? given : patience)
    if (!stats) return { isReachable: false }
    const { waiting, dead, oldestAge } = stats
    return { isReachable: true, waiting, dead, oldestAge }
  }
}

/** Undefined where it fails: why is told when a callback needs the store. */
async function statsOf(inbox: Inbox): Promise<InboxStats | undefined> {
  try {
    return await inbox.stats()
  } catch {
    return undefined
  }
}
