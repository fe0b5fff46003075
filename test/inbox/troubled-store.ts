import type { InboxSettings, InboxStore, Leased, LeasedEntry, LeaseRequest } from '@room-callbacks/core/inbox'
import { type InboxMemory, MemoryInboxStore } from '@room-callbacks/testing'

type Method =
  | 'put'
  | 'lease'
  | 'extend'
  | 'release'
  | 'complete'
  | 'delay'
  | 'deadLetter'
  | 'announce'
  | 'nextDueIn'
  | 'expire'

/** A store in memory that fails, hangs or is slow when a test says so, and counts what it is asked. */
export class TroubledStore extends MemoryInboxStore {
  /** What comes before a method does its work: it may reject, or take its time. */
  readonly trouble: Partial<Record<Method, () => Promise<unknown>>> = {}
  readonly calls: Method[] = []
  readonly delays: number[] = []
  isClosed = false
  readonly callsAfterClose: Method[] = []

  constructor(settings: InboxSettings, memory?: InboxMemory, leaseClock?: () => number) {
    super(settings, memory, leaseClock)
  }

  count(method: Method): number {
    return this.calls.filter((call) => call === method).length
  }

  override put(...values: Parameters<MemoryInboxStore['put']>): ReturnType<MemoryInboxStore['put']> {
    return this.#meet('put', () => super.put(...values))
  }

  override lease(request: LeaseRequest): Promise<Leased> {
    return this.#meet('lease', () => super.lease(request))
  }

  override extend(leased: readonly LeasedEntry[], duration: number): Promise<readonly number[]> {
    return this.#meet('extend', () => super.extend(leased, duration))
  }

  override release(leased: readonly LeasedEntry[]): Promise<void> {
    return this.#meet('release', () => super.release(leased))
  }

  override complete(...values: Parameters<InboxStore['complete']>): Promise<boolean> {
    return this.#meet('complete', () => super.complete(...values))
  }

  override delay(...values: Parameters<InboxStore['delay']>): Promise<boolean> {
    this.delays.push(values[2])
    return this.#meet('delay', () => super.delay(...values))
  }

  override deadLetter(...values: Parameters<InboxStore['deadLetter']>): Promise<boolean> {
    return this.#meet('deadLetter', () => super.deadLetter(...values))
  }

  override announce(...values: Parameters<InboxStore['announce']>): Promise<void> {
    return this.#meet('announce', () => super.announce(...values))
  }

  override nextDueIn(...values: Parameters<InboxStore['nextDueIn']>): Promise<number | undefined> {
    return this.#meet('nextDueIn', () => super.nextDueIn(...values))
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
