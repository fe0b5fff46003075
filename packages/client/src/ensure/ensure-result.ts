import type { ConfiguredProduct } from '../commands/additional-command.ts'
import type { CallbackConfiguration } from '../commands/check-configuration.ts'

/** What became of a configuration, or would become of it. */
export type Change = 'create' | 'update' | 'unchanged'

/** What became of the configuration of one product. */
export interface ProductChange {
  readonly product: ConfiguredProduct
  readonly change: Change
  /** `null` where nothing was configured. */
  readonly before: CallbackConfiguration | null
  readonly after: CallbackConfiguration
}

/** A token that cannot be read back. */
export interface RedactedToken {
  readonly Token: '[redacted]'
  readonly IsTokenEnable: boolean
}

/** What became of the token of Live callbacks. */
export interface TokenChange {
  readonly change: Change
  /** `null` where there was no token. */
  readonly before: RedactedToken | null
  readonly after: RedactedToken
}

/** What `ensure` did, or would do. Plain JSON, without a secret. */
export interface EnsureResult {
  readonly dryRun: boolean
  readonly products: readonly ProductChange[]
  /** `null` where no token was given. */
  readonly token: TokenChange | null
  /** Commands that no API lists: switch them on in the console, under the settings of Chat callbacks (74157, 34520). */
  readonly console: readonly string[]
}
