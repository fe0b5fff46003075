import { setTimeout as pass } from 'node:timers/promises'
import type { ConfigurationStore } from '../configuration/configuration-store.ts'
import { notBlock } from '../configuration/words.ts'
import type { EventEnd, PlatformEvent } from '../events/platform-event.ts'
import { applyFate } from '../faults/apply-fate.ts'
import { drawFate } from '../faults/fault-plan.ts'
import type { SeededRandom } from '../faults/seeded-random.ts'
import { unknownCallback } from '../faults/unknown.ts'
import type { PlatformSettings } from '../options/read-platform-options.ts'
import { CallbackLog, type LogEntry } from './callback-log.ts'
import type { CallbackSender } from './callback-sender.ts'
import { type Delivery, deliver, isQuestion } from './deliver.ts'
import { KeyedQueue } from './keyed-queue.ts'
import { draftOf, type PendingCallback } from './pending-callback.ts'
import { type Address, bodyOf } from './write-letter.ts'

/** Brings events to the configured URLs: in order room by room, signed, in time, again if that is switched on. */
export class Deliveries {
  readonly log: CallbackLog
  readonly #settings: PlatformSettings
  readonly #store: ConfigurationStore
  readonly #postman: CallbackSender
  readonly #chance: SeededRandom
  readonly #chances = new Map<string, SeededRandom>()
  readonly #isFaulty: boolean
  readonly #lanes = new KeyedQueue()

  constructor(settings: PlatformSettings, store: ConfigurationStore, postman: CallbackSender, chance: SeededRandom) {
    this.#settings = settings
    this.#store = store
    this.#postman = postman
    this.#chance = chance
    this.#isFaulty = Object.values(settings.faults).some((probability) => probability > 0)
    this.log = new CallbackLog(settings.logSize)
  }

  /** Sends an event where its command is configured now. Resolves when it was answered or given up. */
  send(event: PlatformEvent): Promise<EventEnd> {
    const { product, packet, lane } = event
    const isNotBlocked = this.#store.has('live', notBlock)
    const url = this.#store.targetOf(product, packet.CallbackCommand)
    if (url === undefined) return Promise.resolve({ isSent: false, answer: undefined, isNotBlocked })
    const isBefore = isQuestion(packet.CallbackCommand)
    const address = { url, sdkAppId: this.#settings.sdkAppId, token: this.#tokenOf(product) }
    const chance = this.#chanceOf(lane)
    const fate = drawFate(this.#settings.faults, chance, isBefore ? 1 : 1 + this.#settings.retries, isBefore)
    const draft = draftOf(event)
    const faults = applyFate(draft, event, fate)
    if (fate.delay > 0) faults.push('delayed')
    const delivery = this.#deliveryOf(draft, address, fate.breaks)
    return new Promise((resolve) => {
      const sending = async (): Promise<void> => {
        if (fate.delay > 0) await pass(fate.delay)
        const entry = this.#entryOf(event, delivery, faults)
        const first = deliver(delivery, this.#postman, entry)
        if (fate.copy !== 'beside') await first
        if (fate.copy !== 'none') await this.#sendCopy(event, delivery, faults, entry.number)
        resolve({ isSent: true, answer: (await first).answer, isNotBlocked })
      }
      const isHeld = fate.isReordered && this.#lanes.hold(lane, sending)
      if (isHeld) faults.push('reordered')
      else this.#lanes.append(lane, sending)
      if (fate.hasUnknownCommand) this.#sendUnknown(event, address)
    })
  }

  settled(): Promise<void> {
    return this.#lanes.settled()
  }

  /** Each lane has a row of chances of its own: what happens in one room does not shift another. */
  #chanceOf(lane: string): SeededRandom {
    // Rooms come and go: without faults nothing is kept of them.
    if (!this.#isFaulty) return this.#chance
    const chance = this.#chances.get(lane) ?? this.#chance.fork(lane)
    this.#chances.set(lane, chance)
    return chance
  }

  #tokenOf(product: PlatformEvent['product']): string | undefined {
    const { token } = this.#store
    const signs = product !== 'conference' || this.#settings.signConference
    return signs && token?.IsTokenEnable ? token.Token : undefined
  }

  #deliveryOf(draft: PendingCallback, address: Address, breaks: Delivery['breaks']): Delivery {
    const { retryDelay, clock } = this.#settings
    return { envelope: draft, body: bodyOf(draft), address: () => address, breaks, retryDelay, clock }
  }

  #sendCopy(event: PlatformEvent, delivery: Delivery, faults: readonly string[], original: number): Promise<unknown> {
    const entry = this.#entryOf(event, delivery, [...faults, 'duplicate'])
    entry.duplicateOf = original
    return deliver({ ...delivery, breaks: [undefined] }, this.#postman, entry)
  }

  #sendUnknown(event: PlatformEvent, address: Address): void {
    const delivery = this.#deliveryOf(unknownCallback(event), address, [undefined])
    this.#lanes.append(event.lane, async () => {
      await deliver(delivery, this.#postman, this.#entryOf(event, delivery, ['unknown-command']))
    })
  }

  #entryOf(
    { product, room, packet }: PlatformEvent,
    { envelope, body }: Delivery,
    faults: readonly string[],
  ): LogEntry {
    return this.log.add({
      product,
      command: faults.includes('unknown-command') ? envelope.command : packet.CallbackCommand,
      room,
      packet: packet as unknown as LogEntry['packet'],
      body,
      url: '',
      sentAt: this.#settings.clock(),
      attempts: [],
      outcome: 'pending',
      faults,
    })
  }
}
