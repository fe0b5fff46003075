import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { commands } from '../generated/catalog.ts'
import type { Options } from '../generated/options.ts'
import { type AnyHandler, Registrations } from '../handlers/registrations.ts'
import { Reporter } from '../handlers/reporter.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { SdkAppIds } from '../options/apps.ts'
import { readOptions, type Settings } from '../options/read-options.ts'
import { Catalog } from '../protocol/catalog.ts'
import type { Command } from '../protocol/command.ts'
import { startDelivery } from '../receive/inbox/start-delivery.ts'
import { UnhandledWarnings } from '../receive/inbox/unhandled-warnings.ts'
import type { Parts } from '../receive/parts.ts'
import { receive } from '../receive/receive.ts'
import type { CallbackRequest } from '../receive/request.ts'
import { Watch } from '../receive/watch/watch.ts'
import { Work } from '../receive/work.ts'
import type { Reply } from '../reply.ts'

/** The untyped machine behind every callable: handlers, and the way of a callback to them. */
export class Receiver {
  readonly sdkAppIds: readonly string[]
  /** What its steps share, for whoever looks at it from outside. */
  readonly parts: Parts
  readonly #start: NodeJS.Immediate | undefined
  #delivery: Delivery | undefined

  constructor(sdkAppIds: SdkAppIds, options: Options) {
    const catalog = new Catalog(commands)
    const registrations = new Registrations(catalog)
    const settings = readOptions(sdkAppIds, options, catalog)
    const reporter = new Reporter(registrations, settings.concurrency)
    const work = new Work()
    this.parts = {
      settings,
      catalog,
      registrations,
      reporter,
      work,
      watch: new Watch(reporter, work),
      unhandled: new UnhandledWarnings(),
    }
    this.sdkAppIds = [...settings.apps.keys()]
    this.#start = this.#startDelivery(settings)
  }

  on(target: string | Command, handler: AnyHandler, place: string | undefined): void {
    this.parts.registrations.add(this.#nameOf(target), handler, place)
  }

  off(target: string | Command, handler?: AnyHandler): void {
    this.parts.registrations.remove(this.#nameOf(target), handler)
  }

  registered(): readonly string[] {
    return this.parts.registrations.names()
  }

  receive(request: CallbackRequest): Promise<Reply> | undefined {
    return receive(this.parts, request)
  }

  async close(timeout: number | undefined): Promise<void> {
    try {
      await this.#end(timeout)
    } finally {
      this.parts.reporter.flush()
    }
  }

  async #end(timeout: number | undefined): Promise<void> {
    const { work } = this.parts
    const delivery = this.#delivery
    this.#delivery = undefined
    clearImmediate(this.#start)
    const requests = work.close(timeout)
    if (!delivery) return requests
    const delivered = delivery.close(timeout === undefined ? {} : { timeout }).catch((late: unknown) => {
      work.abort()
      throw late
    })
    // Both, although one fails: what it does not wait for may still be running.
    const both = await Promise.allSettled([requests, delivered])
    const failed = both.find((closing) => closing.status === 'rejected')
    if (failed) throw failed.reason
  }

  /** Not before the registrations that follow in the same turn. */
  #startDelivery({ inbox, delivers }: Settings): NodeJS.Immediate | undefined {
    if (!inbox || !delivers) return undefined
    return setImmediate(() => {
      try {
        this.#delivery = startDelivery(this.parts, inbox)
      } catch (cause) {
        const error = new RoomCallbacksError('inbox-failed', undefined, { cause })
        void this.parts.work.hook(this.parts.reporter.error(error, undefined))
      }
    })
  }

  #nameOf(target: string | Command): string {
    if (typeof target !== 'object' || target === null) return String(target)
    const { catalog, registrations } = this.parts
    registrations.refuseLate(target.name)
    for (const word of [target.name, ...target.aliases]) {
      const known = catalog.find(word)
      if (known && known !== target) throw new RoomCallbacksError('invalid-definition', `${word} is defined already.`)
    }
    catalog.add(target)
    return target.name
  }
}
