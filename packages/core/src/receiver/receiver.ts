import { crypto } from '../crypto.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Options } from '../generated/options.ts'
import { type AnyHandler, Registrations } from '../handlers/registrations.ts'
import { Reporter } from '../handlers/reporter.ts'
import { type Activity, InFlight } from '../in-flight.ts'
import type { SdkAppIds } from '../options/app-functions.ts'
import { type OptionTable, readOptions } from '../options/read-options.ts'
import type { Catalog } from '../protocol/catalog.ts'
import type { Command } from '../protocol/command.ts'
import { callV1Prefix } from '../protocols/call-v1/call-v1-envelope.ts'
import { SecretsFinder } from '../receive/find-secrets.ts'
import { receive } from '../receive/receive.ts'
import { RefusalCounts } from '../receive/refusal-counts.ts'
import type { CallbackRequest } from '../receive/request.ts'
import type { MakeInboxSide, ReceiverServices } from '../receive/services.ts'
import type { Reply } from '../reply.ts'
import { type Health, type HealthOptions, readHealth } from './health.ts'

/** What a handler can be registered for. */
export type Target = string | Command | readonly string[]

/** What a receiver knows, apart from its options. */
export interface Known {
  readonly catalog: Catalog
  readonly optionTable: OptionTable
  readonly makeInboxSide: MakeInboxSide
}

/** The untyped machine behind every callable: handlers, and the way of a callback to them. */
export class Receiver {
  readonly sdkAppIds: readonly string[]
  /** What it is made of, for tools that look at it from outside. */
  readonly services: ReceiverServices
  /** The way of a callback. Bound: hosts call it for each request, and it needs nothing else of a receiver. */
  readonly receive: (request: CallbackRequest) => Promise<Reply> | undefined

  constructor({ catalog, optionTable, makeInboxSide }: Known, sdkAppIds: SdkAppIds, options: Options) {
    // Now, and not when the first callback waits for it.
    crypto()
    const registrations = new Registrations(catalog)
    const settings = readOptions(sdkAppIds, options, catalog, optionTable)
    const { concurrency, deadline, clock } = settings
    const inFlight = new InFlight()
    const reporter = new Reporter(registrations, concurrency, (running, callback) =>
      inFlight.trackHook(running, callback as Activity | undefined),
    )
    const services: { -readonly [Service in keyof ReceiverServices]: ReceiverServices[Service] } = {
      settings,
      secretsFinder: new SecretsFinder(settings.apps, { concurrency, patience: deadline, clock }),
      catalog,
      registrations,
      reporter,
      inFlight,
      observers: undefined,
      inboxSide: undefined,
      refusals: new RefusalCounts(),
    }
    if (settings.inbox) services.inboxSide = makeInboxSide(services, settings.inbox)
    this.services = services
    this.receive = receive.bind(undefined, services)
    this.sdkAppIds = settings.apps.ids
  }

  on(target: Target, handler: AnyHandler, place: string | undefined): void {
    const names = this.#namesOf(target)
    this.#refuseUnreceived([names].flat())
    this.services.registrations.add(names, handler, place)
  }

  off(target: Target, handler?: AnyHandler): void {
    this.services.registrations.remove(this.#namesOf(target), handler)
  }

  registered(): readonly string[] {
    return this.services.registrations.names()
  }

  health(options?: HealthOptions): Promise<Health> {
    return readHealth(this.services, options)
  }

  async close(timeout: number | undefined): Promise<void> {
    try {
      const { inboxSide, inFlight } = this.services
      await (inboxSide ?? inFlight).close(timeout)
    } finally {
      this.services.reporter.flush()
    }
  }

  /** Keeps delivery back until what it gives is called; asked for in the turn in which the receiver was made. */
  delayDelivery(): () => void {
    return this.services.inboxSide?.delayDelivery() ?? (() => {})
  }

  /** A handler for what never arrives would wait for nothing. @throws `invalid-option` */
  #refuseUnreceived(names: readonly string[]): void {
    const isReceived = this.services.settings.protocols.some(({ name }) => name === 'call-v1')
    if (isReceived || !names.some((name) => name.startsWith(callV1Prefix))) return
    throw new RoomCallbacksError(
      'invalid-option',
      'callV1: true is needed for handlers of Call v1, which is not signed.',
    )
  }

  #namesOf(target: Target): string | readonly string[] {
    if (Array.isArray(target)) return target.map(String)
    if (typeof target !== 'object' || target === null) return String(target)
    const { catalog, registrations } = this.services
    const command = target as Command
    registrations.refuseLate(command.name)
    for (const word of [command.name, ...command.aliases]) {
      const known = catalog.find(word)
      if (known && known !== command) throw new RoomCallbacksError('invalid-definition', `${word} is defined already.`)
    }
    catalog.add(command)
    return command.name
  }
}
