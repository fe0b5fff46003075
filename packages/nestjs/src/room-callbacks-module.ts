import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common'
import { DiscoveryModule, DiscoveryService, HttpAdapterHost } from '@nestjs/core'
import type { SdkAppIds } from '@room-callbacks/core'
import { makeReceiver } from './make-receiver.ts'
import { ModuleLife } from './module-life.ts'
import type { NestAsyncOptions, NestOptions, NestReceiverOptions } from './nest-options.ts'

/** The token of the receiver, a `RoomCallbacks<NestHost>`. @example constructor(@Inject(ROOM_CALLBACKS) callbacks: RoomCallbacks<NestHost>) {} */
export const ROOM_CALLBACKS: symbol = Symbol.for('@room-callbacks/nestjs receiver')

const receiverOptions = Symbol.for('@room-callbacks/nestjs options')

/**
 * Receives Tencent RTC callbacks in a Nest app, for the methods that have `@OnCallback`.
 *
 * @example
 * @Module({ imports: [RoomCallbacksModule.forRoot(1400000000, { token: process.env.CALLBACK_TOKEN })], providers: [Gifts] })
 * export class AppModule {}
 */
// biome-ignore lint/complexity/noStaticOnlyClass: Nest names a module by its class
export class RoomCallbacksModule {
  /** @param sdkAppIds The SDKAppID, or several: numbers or digits. */
  static forRoot(sdkAppIds: SdkAppIds, options: NestOptions = {}): DynamicModule {
    return moduleOf({ provide: receiverOptions, useFactory: () => ({ ...options, sdkAppIds }) })
  }

  /**
   * The same with options that other providers have.
   *
   * @example
   * RoomCallbacksModule.forRootAsync({
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => ({ sdkAppIds: 1400000000, token: config.getOrThrow('CALLBACK_TOKEN') }),
   * })
   */
  static forRootAsync({ imports = [], inject = [], useFactory }: NestAsyncOptions): DynamicModule {
    return moduleOf({ provide: receiverOptions, inject, useFactory }, imports)
  }
}

Module({})(RoomCallbacksModule)

const moduleOf = (options: FactoryProvider, imports: NestAsyncOptions['imports'] = []): DynamicModule => ({
  module: RoomCallbacksModule,
  global: true,
  imports: [DiscoveryModule, ...imports],
  providers: [
    options,
    { provide: ModuleLife, inject: [receiverOptions, HttpAdapterHost, DiscoveryService], useFactory: lifeOf },
    { provide: ROOM_CALLBACKS, inject: [ModuleLife], useFactory: ({ callbacks }: ModuleLife) => callbacks },
  ],
  exports: [ROOM_CALLBACKS],
})

function lifeOf(
  { sdkAppIds, path, closeTimeout = 10_000, ...options }: NestReceiverOptions,
  { httpAdapter }: HttpAdapterHost,
  discovery: DiscoveryService,
): ModuleLife {
  const callbacks = makeReceiver(httpAdapter, sdkAppIds, options, path)
  return new ModuleLife(callbacks, discovery, options.inbox, closeTimeout)
}
