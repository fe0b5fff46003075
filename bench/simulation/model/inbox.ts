import type { InboxSettings } from '@room-callbacks/core/inbox'
import type { Random } from '../engine/random.ts'
import type { Timeline } from '../engine/timeline.ts'
import type { Callback } from './callback.ts'
import { drawBackoff } from './draw-backoff.ts'
import type { Journal } from './journal.ts'
import type { Ready } from './ready.ts'
import { ReadyByRoom } from './ready-by-room.ts'
import { ReadyInAnyOrder } from './ready-in-any-order.ts'
import type { Store } from './store.ts'
import type { Tally } from './tally.ts'

export type PutOutcome = 'stored' | 'duplicate' | 'full' | 'failed'

/** What inboxes promise: stored once, taken by one, retried, and in order of a room if asked. */
export class SimulatedInbox {
  readonly settings: InboxSettings
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #store: Store
  readonly #tally: Tally
  readonly #journal: Journal
  readonly #ready: Ready
  #kept = 0
  /** Called when something can be taken. */
  onReady: () => void = () => {}

  constructor(
    timeline: Timeline,
    random: Random,
    store: Store,
    settings: InboxSettings,
    tally: Tally,
    journal: Journal,
  ) {
    this.#timeline = timeline
    this.#random = random
    this.#store = store
    this.settings = settings
    this.#tally = tally
    this.#journal = journal
    this.#ready = settings.order === 'key' ? new ReadyByRoom() : new ReadyInAnyOrder()
  }

  /** How many might be taken now. */
  get ready(): number {
    return this.#ready.length
  }

  put(callback: Callback, done: (outcome: PutOutcome) => void): void {
    this.#store.submit({
      cost: this.#store.costs.put,
      done: () => done(this.#admit(callback)),
      failed: () => done('failed'),
    })
  }

  /** Gives up to so many of those that are ready when the store has come round to it. */
  take(limit: number, taken: (callbacks: readonly Callback[]) => void): void {
    const likely = Math.min(limit, this.ready)
    this.#store.submit({ cost: this.#store.costs.take * likely, done: () => taken(this.#hold(limit)) })
  }

  /** Writes down what came of an attempt, unless another holds the callback by now. */
  settle(callback: Callback, hold: number, isHandled: boolean, settled: () => void): void {
    this.#store.submit({
      cost: this.#store.costs.settle,
      done: () => {
        if (callback.hold === hold && callback.state === 'running') this.#end(callback, isHandled)
        else if (callback.state === 'lost' && isHandled) this.#foundAgain(callback)
        settled()
      },
    })
  }

  /** Its holder let its time pass: another may take it, and that is another attempt. */
  takeAway(callback: Callback): void {
    if (callback.attempts >= this.settings.attempts) this.#bury(callback)
    else this.#giveBack(callback)
  }

  /** The store has forgotten its last moments. */
  forgetSince(time: number): void {
    const { put, released, taken } = this.#journal.since(time)
    for (const callback of put) this.#lose(callback)
    const again = released.filter(({ state }) => state === 'handled')
    for (const callback of again) {
      callback.state = 'waiting'
      this.#tally.handled -= 1
      this.#keep()
    }
    this.#ready.replay(again)
    for (const callback of taken) if (/running|delayed/.test(callback.state)) this.#giveBack(callback)
    this.onReady()
  }

  #admit(callback: Callback): PutOutcome {
    if (callback.state !== 'sent' && callback.state !== 'lost') return 'duplicate'
    if (this.#kept >= this.settings.capacity) return 'full'
    callback.state = 'waiting'
    callback.storedAt = this.#timeline.now
    this.#tally.stored += 1
    this.#keep()
    this.#journal.put(callback)
    this.#ready.add(callback)
    this.onReady()
    return 'stored'
  }

  #hold(limit: number): readonly Callback[] {
    const taken: Callback[] = []
    while (taken.length < limit) {
      const callback = this.#ready.takeFirst()
      if (callback === undefined) break
      if (callback.attempts === 0) this.#tally.waits.add(this.#timeline.now - callback.storedAt)
      callback.state = 'running'
      callback.attempts += 1
      callback.hold += 1
      this.#journal.take(callback)
      taken.push(callback)
    }
    return taken
  }

  #end(callback: Callback, isHandled: boolean): void {
    if (isHandled) this.#finish(callback)
    else if (callback.attempts >= this.settings.attempts) this.#bury(callback)
    else this.#delay(callback)
  }

  #finish(callback: Callback): void {
    callback.state = 'handled'
    this.#tally.handled += 1
    if (callback.effects === 2) this.#tally.ranTwice += 1
    this.#tally.handledDelays.add(this.#timeline.now - callback.sentAt)
    this.#tally.onHandled?.(callback)
    this.#leave(callback)
  }

  #bury(callback: Callback): void {
    callback.state = 'dead'
    this.#tally.dead += 1
    // It is kept, but its answer is not awaited.
    this.#kept += 1
    this.#leave(callback)
  }

  #delay(callback: Callback): void {
    callback.state = 'delayed'
    const { hold } = callback
    this.#timeline.after(drawBackoff(callback.attempts, this.settings, this.#random), () => {
      if (callback.state === 'delayed' && callback.hold === hold) this.#giveBack(callback)
    })
  }

  #giveBack(callback: Callback): void {
    callback.state = 'waiting'
    callback.hold += 1
    this.#ready.restore(callback)
    this.onReady()
  }

  #leave(callback: Callback): void {
    this.#kept -= 1
    this.#tally.backlog.shrink()
    this.#journal.release(callback)
    this.#ready.release(callback)
    this.onReady()
  }

  #keep(): void {
    this.#kept += 1
    this.#tally.backlog.grow()
  }

  #lose(callback: Callback): void {
    if (callback.state === 'handled' || callback.state === 'dead') return
    callback.state = 'lost'
    callback.hold += 1
    this.#tally.lost += 1
    this.#leave(callback)
  }

  /** Its handler ran, only the store does not know. */
  #foundAgain(callback: Callback): void {
    callback.state = 'handled'
    this.#tally.lost -= 1
    this.#tally.handled += 1
    this.#tally.handledDelays.add(this.#timeline.now - callback.sentAt)
  }
}
