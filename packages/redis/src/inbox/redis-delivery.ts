import { randomUUID } from 'node:crypto'
import { RoomCallbacksError } from '@room-callbacks/core'
import {
  type AttemptResult,
  type DeliverRecord,
  type Delivery,
  type InboxRecord,
  type OnDeadLetter,
  type Outage,
  publishInboxEvent,
  type RecordedError,
  RunningAttempt,
  type WaitOptions,
  within,
} from '@room-callbacks/core/inbox'
import type { Job } from 'bullmq'
import { type Client, socketsOf } from '../connect/connection.ts'
import { extendFinish } from '../scripts/define-scripts.ts'
import { FailedAttempt, LastAttempt } from './failed-attempt.ts'
import type { InboxParts } from './inbox-parts.ts'
import { InboxWorker } from './inbox-worker.ts'
import { errorOf, type JobData, recordOf } from './job-data.ts'

interface Receiver {
  readonly deliver: DeliverRecord
  readonly onDead: OnDeadLetter
}

/** The delivery of one process: a BullMQ worker. */
export class RedisDelivery implements Delivery {
  readonly #parts: InboxParts
  readonly #client: Client
  readonly #receiver: Receiver
  readonly #worker: InboxWorker
  readonly #running = new Set<RunningAttempt>()
  #ended: Promise<void> | undefined
  #isOver = false

  constructor(parts: InboxParts, client: Client, receiver: Receiver, outage: Outage) {
    this.#parts = parts
    this.#client = client
    this.#receiver = receiver
    client.on('error', (cause) => outage.begin(cause))
    client.on('ready', () => outage.end())
    extendFinish(client)
    this.#worker = new InboxWorker(parts, client, randomUUID(), (job) => this.#process(job))
    this.#worker
      .on('completed', (job) => this.#tell('handled', job))
      .on('failed', (job, error) => this.#failed(job as Job<JobData>, error))
      .on('error', (cause) => outage.begin(cause))
      .on('active', () => outage.end())
  }

  /** Nothing is taken any more, and nothing is running or given up. */
  get isOver(): boolean {
    return this.#isOver
  }

  setCommands(): void {}

  async close({ timeout }: WaitOptions = {}): Promise<void> {
    this.#ended ??= this.#end()
    if (await within(this.#ended, timeout)) return
    const error = new RoomCallbacksError('close-timeout', `Their number: ${this.#running.size}.`)
    this.#abandon(error)
    throw error
  }

  /** Nothing that still runs can be written down any more. */
  cut(): void {
    this.#client.disconnect()
  }

  async #end(): Promise<void> {
    await this.#worker.close()
    this.#isOver = true
    this.#client.disconnect()
  }

  /** What still runs is written down if it ends soon, and else left to its lease. */
  #abandon(reason: RoomCallbacksError): void {
    this.#isOver = true
    for (const attempt of this.#running) attempt.abandon(reason)
    this.#worker.abandon()
    // What is left keeps no process alive.
    for (const socket of socketsOf(this.#client)) socket.unref()
  }

  async #process(job: Job<JobData>): Promise<void> {
    const result = await this.#attempt(job)
    if (result.state === 'handled') return
    const isLast = result.state === 'refused' || job.attemptsStarted >= this.#parts.settings.attempts
    throw isLast ? new LastAttempt(result.error) : new FailedAttempt(result.error)
  }

  async #attempt(job: Job<JobData>): Promise<AttemptResult> {
    const { attempts, timeout } = this.#parts.settings
    // The settings of this process rule, not those of the one that stored the record.
    job.opts = { ...job.opts, attempts: Number.MAX_SAFE_INTEGER, backoff: { type: 'custom' } }
    if (job.attemptsStarted > attempts) return { state: 'refused', error: spentError(job) }
    // Another may have it by now, and even be done with it.
    if (!(await this.#worker.stillHolds(job))) return { state: 'failed', error: tooLate }
    const attempt = new RunningAttempt(
      { record: recordOf(job.data), attempt: job.attemptsStarted, crashes: 0, fence: Date.now() },
      this.#receiver.deliver,
      timeout,
    )
    this.#running.add(attempt)
    try {
      return await attempt.result
    } finally {
      this.#running.delete(attempt)
    }
  }

  #failed(job: Job<JobData>, cause: Error): void {
    const isDead = cause instanceof LastAttempt
    this.#tell(isDead ? 'dead' : 'delayed', job)
    if (isDead) this.#receiver.onDead(recordOf(job.data), cause.error)
  }

  #tell(type: 'handled' | 'delayed' | 'dead', job: Job<JobData>): void {
    const { id, command }: Pick<InboxRecord, 'id' | 'command'> = job.data
    publishInboxEvent({ type, id, command, attempt: job.attemptsStarted })
  }
}

/** Where nobody else has taken it, it is tried again as after any failure. */
const tooLate: RecordedError = { code: 'attempt-timeout', message: 'Its lease was over before it began.' }

/** Each of its attempts began, and none ended: it may well be what ends its processes. */
const spentError = ({ failedReason }: Job) =>
  failedReason
    ? errorOf(failedReason)
    : { code: 'dead-letter', message: 'Its process ended, or lost it, during the last attempt.' }
