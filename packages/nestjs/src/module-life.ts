import { Logger } from '@nestjs/common'
import type { DiscoveryService } from '@nestjs/core'
import { delayDelivery, type Inbox, type RoomCallbacks } from '@room-callbacks/core'
import type { NestHost } from './nest-host.ts'
import { registerHandlers, type Wrapper } from './register-handlers.ts'

/** Follows the life of the app: handlers when all providers are made, delivery when the app is ready, and the end. */
export class ModuleLife {
  readonly #callbacks: RoomCallbacks<NestHost>
  readonly #discovery: DiscoveryService
  readonly #inbox: Inbox | undefined
  readonly #closeTimeout: number
  readonly #startDelivery: () => void

  /** In the turn in which the receiver was made: no delivery has begun then. */
  constructor(
    callbacks: RoomCallbacks<NestHost>,
    discovery: DiscoveryService,
    inbox: Inbox | undefined,
    closeTimeout: number,
  ) {
    this.#callbacks = callbacks
    this.#discovery = discovery
    this.#inbox = inbox
    this.#closeTimeout = closeTimeout
    this.#startDelivery = delayDelivery(callbacks)
  }

  get callbacks(): RoomCallbacks<NestHost> {
    return this.#callbacks
  }

  onModuleInit(): void {
    const wrappers = [...this.#discovery.getProviders(), ...this.#discovery.getControllers()]
    registerHandlers(this.#callbacks, wrappers as unknown as readonly Wrapper[])
  }

  onApplicationBootstrap(): void {
    this.#startDelivery()
  }

  /** Before the server closes and before others end in `onApplicationShutdown`, such as databases that handlers use. */
  async beforeApplicationShutdown(): Promise<void> {
    try {
      await this.#callbacks.close({ timeout: this.#closeTimeout })
    } catch (error) {
      // Thrown, it would keep the server and the providers of others from closing.
      new Logger('RoomCallbacksModule').error((error as Error).message)
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#inbox?.close()
  }
}
