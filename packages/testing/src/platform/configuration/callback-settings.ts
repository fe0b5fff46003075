/**
 * What has a callback URL of its own. `console` are the commands of Chat (`Group.*`, `Follow.*`), which
 * no REST API lists (74157).
 */
export type ConfiguredProduct = 'conference' | 'live' | 'call' | 'console'

/** Callbacks as they are configured without REST. */
export interface CallbackSettings {
  /** Where callbacks are sent. It must begin with `http` (60729). */
  readonly url: string
  /** Which callbacks are sent. Default: every command of the catalog that belongs to the product. */
  readonly commands?: readonly string[]
  /** Signs the callbacks; 1 to 128 characters (69528). Left out, the token stays as it is. */
  readonly token?: string
  /** Whose setting it is. Default: each product gets its share of the commands. */
  readonly product?: ConfiguredProduct
}

/** A configuration as the REST APIs show it. */
export interface Configuration {
  readonly Url: string
  readonly CallbackCommandList: readonly string[]
}

/** What is configured, product by product. */
export interface Configurations {
  readonly conference: Configuration | undefined
  readonly live: Configuration | undefined
  readonly call: Configuration | undefined
  readonly console: Configuration | undefined
  /** Whether there is a token, and whether it signs; never the token. */
  readonly token: 'enabled' | 'disabled' | undefined
}
