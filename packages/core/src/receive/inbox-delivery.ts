import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Delivery, Inbox } from '../inbox/inbox.ts'
import { startDelivery } from './deliver.ts'
import type { ReceiverServices } from './services.ts'

/** When the inbox of a receiver begins to deliver to it, and how that ends. */
export class InboxDelivery {
  readonly #services: ReceiverServices
  readonly #inbox: Inbox
  #start: NodeJS.Immediate | undefined
  #delivery: Delivery | undefined

  constructor(services: ReceiverServices, inbox: Inbox) {
    this.#services = services
    this.#inbox = inbox
    // Not before the registrations that follow in the same turn.
    if (services.settings.delivers) this.#start = setImmediate(() => this.#deliver())
  }

  /** Keeps delivery back until what it gives is called; asked for in the turn in which the receiver was made. */
  delay(): () => void {
    const isDue = this.#start !== undefined
    clearImmediate(this.#start)
    this.#start = undefined
    return () => {
      if (isDue && !this.#services.inFlight.isClosing) this.#deliver()
    }
  }

  /** Ends what comes from the inbox, and what comes from requests. @throws `close-timeout` */
  async close(timeout: number | undefined): Promise<void> {
    const { inFlight } = this.#services
    const delivery = this.#delivery
    this.#delivery = undefined
    clearImmediate(this.#start)
    const requests = inFlight.close(timeout)
    if (!delivery) return requests
    const delivered = delivery.close(timeout === undefined ? {} : { timeout }).catch((late: unknown) => {
      inFlight.abort()
      throw late
    })
    // Both, although one fails: what it does not wait for may still be running.
    const both = await Promise.allSettled([requests, delivered])
    const failed = both.find((closing) => closing.status === 'rejected')
    if (failed) throw failed.reason
  }

  #deliver(): void {
    try {
      this.#delivery = startDelivery(this.#services, this.#inbox)
    } catch (cause) {
      this.#services.reporter.emit(new RoomCallbacksError('inbox-failed', undefined, { cause }))
    }
  }
}
