import type { RefusalCode } from '../errors/refusals.ts'
import type { Inbox, InboxStats } from '../inbox/inbox.ts'
import type { ReceiverServices } from '../receive/services.ts'
import { withTimeout } from '../timers.ts'

/** How long the store of an inbox may take to answer. Unit: ms. */
const patience = 1000
/** After this time an answer is not hoped for any more: the store is asked anew. Unit: ms. */
const longestAnswer = 30_000

/** How a receiver does, for a readiness probe. */
export interface Health {
  /** Whether it can take callbacks: it is not closing, and the store of its inbox answers, if it has one. */
  readonly isReady: boolean
  /** Whether `close()` was called. */
  readonly isClosing: boolean
  /** Callbacks that this process receives or handles now. */
  readonly inFlight: number
  /** Callbacks that this process refused in the last five minutes, by code. */
  readonly refused: { readonly [code in RefusalCode]?: number }
  /** The inbox over all processes; undefined where there is none. */
  readonly inbox: InboxHealth | undefined
}

/** How the store of an inbox does. */
export interface InboxHealth {
  /** Whether the store answered within the time. The numbers are there only then. */
  readonly isReachable: boolean
  readonly waiting?: number
  readonly dead?: number
  /** How long the oldest callback that is not handled waits since it arrived. Unit: ms. Undefined: none waits. */
  readonly oldestAge?: number | undefined
}

/** What `health()` takes. */
export interface HealthOptions {
  /** How long the store of the inbox may take to answer. Unit: ms. Default, also for what is no time: 1000. */
  readonly timeout?: number
}

/** Asks the store of an inbox, once for all probes that wait: one that hangs must not gather questions. */
export class HealthCheck {
  readonly #services: ReceiverServices
  #asking: Promise<InboxStats | undefined> | undefined
  /** When, in ms since 1970. */
  #askedAt = 0

  constructor(services: ReceiverServices) {
    this.#services = services
  }

  async read(options?: HealthOptions): Promise<Health> {
    const { settings, inFlight, refusals } = this.#services
    const given = Number(options?.timeout)
    const inbox = settings.inbox && (await this.#ask(settings.inbox, given > 0 ? given : patience))
    return {
      isReady: !inFlight.isClosing && inbox?.isReachable !== false,
      isClosing: inFlight.isClosing,
      inFlight: inFlight.callbacks,
      refused: refusals.since(settings.clock()),
      inbox,
    }
  }

  async #ask(inbox: Inbox, timeout: number): Promise<InboxHealth> {
    const now = this.#services.settings.clock()
    // An answer that never comes must not decide for ever. The clock may have been set back.
    if (Math.abs(now - this.#askedAt) > longestAnswer) this.#asking = undefined
    if (!this.#asking) {
      this.#askedAt = now
      const asked = statsOf(inbox).finally(() => {
        if (this.#asking === asked) this.#asking = undefined
      })
      this.#asking = asked
    }
    let stats: InboxStats | undefined
    const asking = this.#asking.then((answer) => {
      stats = answer
    })
    await withTimeout(asking, timeout)
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
