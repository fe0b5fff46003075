import { backoffAfter, type InboxSettings } from '@room-callbacks/core/inbox'
import type { Job, WorkerOptions } from 'bullmq'
import { Worker } from 'bullmq'
import type { Client } from '../connect/connection.ts'
import type { InboxParts } from './inbox-parts.ts'
import type { JobData } from './job-data.ts'

/** How far back the metrics of BullMQ reach. Unit: minutes. */
const metricsSpan = 7 * 24 * 60

/** A BullMQ worker as an inbox needs it. */
export class InboxWorker extends Worker<JobData> {
  readonly #lockDuration: number

  constructor(
    { place, settings }: InboxParts,
    client: Client,
    name: string,
    process: (job: Job<JobData>) => Promise<void>,
  ) {
    // Together less than the lease: a lock runs out, and the next look finds that.
    const lockDuration = Math.ceil((settings.lease * 2) / 3)
    const stalledInterval = Math.max(Math.floor(settings.lease / 4), 1)
    super(place.name, process, {
      connection: client as WorkerOptions['connection'],
      prefix: place.prefix,
      // Tells a worker in the script that ends its jobs, so it is never that of another.
      name,
      concurrency: settings.concurrency,
      lockDuration,
      lockRenewTime: lockDuration / 2,
      stalledInterval,
      // The number of attempts rules.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      runRetryDelay: 500,
      removeOnComplete: { age: settings.window / 1000 },
      metrics: { maxDataPoints: metricsSpan },
      settings: { backoffStrategy: (_made, _type, _error, job) => retryAfter(job as Job, settings) },
    })
    this.#lockDuration = lockDuration
  }

  /** Whether a job that was given to it is still its own: the answer of Redis may come when the lock is over. */
  async stillHolds(job: Job<JobData>): Promise<boolean> {
    // Of the clock of this process, and of before it was asked for.
    const { processedOn = 0, token = '' } = job
    return Date.now() < processedOn + this.#lockDuration || (await job.extendLock(token, this.#lockDuration)) === 1
  }

  /** Gives no further sign of life for what is running. */
  abandon(): void {
    void this.lockManager.close()
  }
}

// BullMQ takes 0 for "at the end of the queue, now".
const retryAfter = ({ attemptsStarted }: Job, settings: InboxSettings): number =>
  Math.max(backoffAfter(attemptsStarted, settings, Math.random), 1)
