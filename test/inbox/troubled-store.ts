import type { InboxSettings, RecordedError, TakenEntry } from '@room-callbacks/core/inbox'
import { type InboxMemory, MemoryInboxStore } from '@room-callbacks/testing'

type Method = 'put' | 'take' | 'extend' | 'finish' | 'delay' | 'bury' | 'nextDue' | 'expire'

/** A store in memory that fails, hangs or is slow when a test says so, and counts what it is asked. */
export class TroubledStore extends MemoryInboxStore {
  /** What comes before a method does its work: it may reject, or take its time. */
  readonly trouble: Partial<Record<Method, () => Promise<unknown>>> = {}
  readonly calls: Method[] = []
  readonly delays: number[] = []
  isClosed = false
  readonly callsAfterClose: Method[] = []

  constructor(settings: InboxSettings, memory?: InboxMemory) {
    super(settings, memory)
  }

  count(method: Method): number {
    return this.calls.filter((call) => call === method).length
  }

  override put(...values: Parameters<MemoryInboxStore['put']>): ReturnType<MemoryInboxStore['put']> {
    return this.#meet('put', () => super.put(...values))
  }

  override take(limit: number, now: number, until: number): Promise<readonly TakenEntry[]> {
    return this.#meet('take', () => super.take(limit, now, until))
  }

  override extend(taken: readonly TakenEntry[], until: number): Promise<readonly TakenEntry[]> {
    return this.#meet('extend', () => super.extend(taken, until))
  }

  override finish(taken: TakenEntry, now: number, until: number): Promise<boolean> {
    return this.#meet('finish', () => super.finish(taken, now, until))
  }

  override delay(taken: TakenEntry, dueAt: number, error: RecordedError): Promise<boolean> {
    this.delays.push(dueAt)
    return this.#meet('delay', () => super.delay(taken, dueAt, error))
  }

  override bury(taken: TakenEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#meet('bury', () => super.bury(taken, now, error))
  }

  override nextDue(): Promise<number | undefined> {
    return this.#meet('nextDue', () => super.nextDue())
  }

  override expire(now: number): Promise<readonly string[]> {
    return this.#meet('expire', () => super.expire(now))
  }

  override async close(): Promise<void> {
    this.isClosed = true
    return super.close()
  }

  async #meet<Result>(method: Method, work: () => Promise<Result>): Promise<Result> {
    this.calls.push(method)
    if (this.isClosed) this.callsAfterClose.push(method)
    await this.trouble[method]?.()
    return work()
  }
}
