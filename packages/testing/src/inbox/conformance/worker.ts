import type {
  Attempt,
  AttemptResult,
  Delivery,
  HandledCommands,
  Inbox,
  InboxRecord,
  RecordedError,
} from '@room-callbacks/core/inbox'

/** How an attempt ends: at once, or when a promise says so. */
export type WorkerReply = (record: InboxRecord, attempt: Attempt) => AttemptResult | Promise<AttemptResult>

/** An attempt that a worker saw. */
export interface SeenAttempt {
  readonly record: InboxRecord
  readonly attempt: Attempt
}

export const handled: AttemptResult = { state: 'handled' }

/** An attempt that failed with a message. */
export function failed(message = 'as asked', retryAfter?: number): AttemptResult {
  const error = { code: 'handler-failed', message }
  return { state: 'failed', error, ...(retryAfter !== undefined && { retryAfter }) }
}

/** An attempt after which no other can succeed. */
export function refused(message = 'as asked'): AttemptResult {
  return { state: 'refused', error: { code: 'invalid-packet', message } }
}

/** The delivery of one inbox, and what it was given. */
export class Worker {
  readonly seen: SeenAttempt[] = []
  /** What it was told to be dead. */
  readonly dead: { readonly id: string; readonly error: RecordedError }[] = []
  running = 0
  mostRunning = 0
  readonly delivery: Delivery
  readonly #held: ((result: AttemptResult) => void)[] = []

  constructor(inbox: Inbox, reply: WorkerReply = () => handled, commands?: HandledCommands) {
    const deliver = async (record: InboxRecord, attempt: Attempt) => {
      this.seen.push({ record, attempt })
      this.running++
      this.mostRunning = Math.max(this.mostRunning, this.running)
      try {
        return await reply(record, attempt)
      } finally {
        this.running--
      }
    }
    this.delivery = inbox.deliver(deliver, {
      ...(commands && { commands }),
      onDeadLetter: ({ id }, error) => this.dead.push({ id, error }),
    })
  }

  /** The ids in the order in which their attempts began. */
  get ids(): string[] {
    return this.seen.map(({ record }) => record.id)
  }

  /** The numbers of the attempts at one record. */
  attemptsAt(id: string): number[] {
    return this.seen.filter(({ record }) => record.id === id).map(({ attempt }) => attempt.number)
  }

  /** Never ends by itself; for a reply. */
  hold(): Promise<AttemptResult> {
    return new Promise((resolve) => this.#held.push(resolve))
  }

  /** Ends what is held. */
  letGo(result: AttemptResult = handled): void {
    for (const end of this.#held.splice(0)) end(result)
  }
}
