import type { CallbackAddressesOptions } from './addresses/address-options.ts'
import { type CallbackAddresses, callbackAddresses } from './addresses/callback-addresses.ts'
import { type AddressList, type NetType, readAddresses } from './apis/address-list-api.ts'
import { type ChatApi, chatApi } from './apis/chat-api.ts'
import { type ConfigurationApi, configurationApi, type UpdatableConfigurationApi } from './apis/configuration-api.ts'
import { type TokenApi, tokenApi } from './apis/token-api.ts'
import { knownCommands } from './commands/known-commands.ts'
import { ensure } from './ensure/ensure.ts'
import type { EnsureOptions } from './ensure/ensure-options.ts'
import type { EnsureResult } from './ensure/ensure-result.ts'
import type { ClientOptions } from './options/client-options.ts'
import { readOptions } from './options/read-options.ts'
import { type CallOptions, RestCalls } from './transport/rest-calls.ts'

/** A client of the REST APIs that configure callbacks, and of those that answer them. It shows no secret when it is printed. */
export interface CallbackClient {
  readonly sdkAppId: string
  /** Where it calls. */
  readonly origin: string
  /** The callbacks of Conference: `Room.*` and `Mic.*`. */
  readonly conference: UpdatableConfigurationApi
  /** The callbacks of Live, `Live.*` and `Mic.*`, and their token. */
  readonly live: UpdatableConfigurationApi & TokenApi
  /** The callbacks of Call: `Call.*`. */
  readonly call: ConfigurationApi
  /** Messages, members and accounts of Chat. */
  readonly chat: ChatApi
  /**
   * Reads addresses of the platform (Chat 36742).
   *
   * @param nettype 0 all, 5 from where callbacks come in China, 6 overseas; default: 0
   * @throws PlatformError `invalid-argument`, and those of every call
   * @example
   * const { IPList } = await client.addresses(6)
   */
  addresses(nettype?: NetType, options?: CallOptions): Promise<AddressList>
  /**
   * Reads what is configured, and creates it, updates it or leaves it, product by product. A product of which
   * no command is listed is left alone. May be repeated: what is done already is `unchanged`.
   *
   * @throws PlatformError `invalid-argument`, `invalid-command`, and those of every call
   * @example
   * await client.ensure({ url: 'https://example.com/tencent', commands: ['Live.CallbackAfterCreateRoom'], dryRun: true })
   */
  ensure(options: EnsureOptions): Promise<EnsureResult>
  /**
   * Reads from where callbacks come, and keeps that list fresh while it is used.
   *
   * @returns what the `addresses` option of a receiver takes
   * @throws PlatformError `invalid-argument`, and those of every call
   * @example
   * roomCallbacks(1400000000, { token, addresses: await client.callbackAddresses() })
   */
  callbackAddresses(options?: CallbackAddressesOptions): Promise<CallbackAddresses>
  /** Waits for the calls in flight and closes the connections; later calls fail with `closed`. */
  close(): Promise<void>
}

/**
 * Makes a client. Nothing is sent until it is used.
 *
 * @throws PlatformError `invalid-option`
 * @example
 * const client = callbackClient({ sdkAppId: 1400000000, secretKey, region: 'singapore' })
 * await client.ensure({ url: 'https://example.com/tencent', commands: ['Room.CallbackAfterCreateRoom'] })
 */
export function callbackClient(options: ClientOptions): CallbackClient {
  const settings = readOptions(options)
  const { sdkAppId, origin, clock } = settings
  const calls = new RestCalls(settings)
  const rules = { known: knownCommands(settings.commands), isTencent: settings.isTencent }
  const conference = configurationApi('conference', calls, rules)
  const live = { ...configurationApi('live', calls, rules), ...tokenApi(calls) }
  const { update: _, ...call } = configurationApi('call', calls, rules)
  return {
    sdkAppId,
    origin,
    conference,
    live,
    call,
    chat: chatApi(calls),
    addresses: (nettype = 0, options) => readAddresses(calls, nettype, options),
    ensure: (options) => ensure(options, { conference, live, call, hide: (token) => calls.hide(token) }, rules),
    callbackAddresses: (options) => callbackAddresses(calls, clock, options),
    close: () => calls.close(),
  }
}
