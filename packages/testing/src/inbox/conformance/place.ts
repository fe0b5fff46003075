import type { HandledCommands, Inbox, InboxOptions } from '@room-callbacks/core/inbox'
import type { NewStore } from './case.ts'
import { Worker, type WorkerReply } from './worker.ts'

// A store over a network, on a busy machine, still passes; what waits for a retry does not wait for long.
const quick: InboxOptions = { attempts: 3, backoff: 20, maxBackoff: 100, timeout: 30_000, lease: 3000 }

/** Where a case takes place: one store, and the inboxes that it opened there. */
export class Place {
  readonly #store: NewStore
  readonly #inboxes: Inbox[] = []
  readonly #workers: Worker[] = []

  constructor(store: NewStore) {
    this.#store = store
  }

  /** Another inbox on the store, as another process would open it. */
  async open(options: InboxOptions = {}): Promise<Inbox> {
    const inbox = await this.#store.open({ ...quick, ...options })
    this.#inboxes.push(inbox)
    return inbox
  }

  /** Delivers what is in an inbox. @param reply How each attempt ends; left out, it is handled. */
  deliver(inbox: Inbox, reply?: WorkerReply, commands?: HandledCommands): Worker {
    const worker = new Worker(inbox, reply, commands)
    this.#workers.push(worker)
    return worker
  }

  async leave(): Promise<void> {
    for (const worker of this.#workers) worker.letGo()
    for (const inbox of this.#inboxes) {
      // A case may have left something hanging on purpose.
      await inbox.close({ timeout: 2000 }).catch(() => {})
    }
  }
}
