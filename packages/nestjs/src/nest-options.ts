import type { FactoryProvider, ModuleMetadata } from '@nestjs/common'
import type { Options, SdkAppIds } from '@room-callbacks/core'

/** The options of every receiver, and those of the module. */
export interface NestOptions extends Options {
  /** Where callbacks are received: this path, and what is below it. Left out, at every path. The global prefix of the app does not count. */
  readonly path?: `/${string}`
  /** How long the shutdown waits for callbacks that are handled. Unit: ms. Default: 10000. */
  readonly closeTimeout?: number
}

/** What `forRootAsync` is given. */
export interface NestAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject']
  /** Makes the options, and says for which apps. */
  // biome-ignore lint/suspicious/noExplicitAny: what is injected is known by its tokens, which have no types
  readonly useFactory: (...injected: any[]) => NestReceiverOptions | Promise<NestReceiverOptions>
}

/** The options, with the apps that are served. */
export interface NestReceiverOptions extends NestOptions {
  /** The SDKAppID, or several: numbers or digits. */
  readonly sdkAppIds: SdkAppIds
}
