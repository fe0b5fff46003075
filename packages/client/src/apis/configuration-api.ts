import type { ConfiguredProduct } from '../commands/additional-command.ts'
import {
  type CallbackConfiguration,
  type ConfigurationRules,
  checkConfiguration,
} from '../commands/check-configuration.ts'
import { isSameConfiguration } from '../commands/same-configuration.ts'
import { isRefusedWith } from '../errors/platform-error.ts'
import { type Answer, field, isText, isTexts } from '../transport/answer.ts'
import type { CallOptions, RestCalls } from '../transport/rest-calls.ts'
import { type Receipt, receiptOf } from './receipt.ts'

/** A configuration as the platform has it. */
export type ReadConfiguration = CallbackConfiguration & Receipt

/** The configuration of one product. Every call throws a PlatformError. */
export interface ConfigurationApi {
  /**
   * Makes the configuration (60729, 64420, 68938). Conference and Live refuse it with 100300 where there is
   * one; Call overwrites it.
   *
   * @throws PlatformError `invalid-argument`, `invalid-command`, and those of every call
   * @example
   * await client.live.set({ Url: 'https://example.com/tencent', CallbackCommandList: ['Live.CallbackAfterCreateRoom'] })
   */
  readonly set: (configuration: CallbackConfiguration, options?: CallOptions) => Promise<Receipt>
  /**
   * Reads the configuration (60730, 64418, 68937); 100301 where there is none, or an empty `Url` if the
   * platform answers OK without one, which Conference does not rule out.
   *
   * @example
   * const { Url, CallbackCommandList } = await client.conference.get()
   */
  readonly get: (options?: CallOptions) => Promise<ReadConfiguration>
  /**
   * Removes the configuration (60727, 64421, 68939).
   *
   * @example
   * await client.call.delete({ signal: AbortSignal.timeout(10_000) })
   */
  readonly delete: (options?: CallOptions) => Promise<Receipt>
}

/** The configuration of a product that also has an API for changing it. */
export interface UpdatableConfigurationApi extends ConfigurationApi {
  /**
   * Replaces URL and list (60728, 64419); 100301 where there is no configuration.
   *
   * @throws PlatformError `invalid-argument`, `invalid-command`, and those of every call
   * @example
   * await client.conference.update({ Url, CallbackCommandList: [...CallbackCommandList, 'Mic.CallbackAfterSeatInfoChanged'] })
   */
  readonly update: (configuration: CallbackConfiguration, options?: CallOptions) => Promise<Receipt>
}

const folders: { readonly [product in ConfiguredProduct]: string } = {
  conference: 'v4/room_config',
  live: 'v4/live_config',
  call: 'v4/call_config',
}

/** Call has the same APIs but `update`: its `set` overwrites (68938). */
export function configurationApi(
  product: ConfiguredProduct,
  calls: RestCalls,
  rules: ConfigurationRules,
): UpdatableConfigurationApi {
  const send = (name: string, body: object, { signal }: CallOptions): Promise<Answer> =>
    calls.call({ api: `${folders[product]}/${name}`, body, signal })

  const get = async (options: CallOptions = {}): Promise<ReadConfiguration> =>
    configurationOf(await send('get_callback', {}, options))

  return {
    get,
    async set(configuration, options = {}) {
      const body = checkConfiguration(configuration, product, rules)
      try {
        return receiptOf(await send('set_callback', body, options))
      } catch (error) {
        // An attempt whose answer was lost may have made the very configuration that the next one found.
        const mayBeOurs = isRefusedWith(error, 100300) && error.attempts > 1
        if (!mayBeOurs) throw error
        const found = await get(options)
        if (!isSameConfiguration(found, body, rules.known)) throw error
        return receiptOf(found)
      }
    },
    async update(configuration, options = {}) {
      const body = checkConfiguration(configuration, product, rules)
      return receiptOf(await send('update_callback', body, options))
    },
    async delete(options = {}) {
      return receiptOf(await send('delete_callback', {}, options))
    },
  }
}

// What the platform answers where there is none is documented as 100301 for Live and Call only: where it
// says OK and nothing else, nothing is configured.
const isMaybeText = (value: unknown): value is string | undefined => value === undefined || isText(value)
const areMaybeTexts = (value: unknown): value is string[] | undefined => value === undefined || isTexts(value)

const configurationOf = (answer: Answer): ReadConfiguration => ({
  Url: field(answer, 'Url', isMaybeText) ?? '',
  CallbackCommandList: field(answer, 'CallbackCommandList', areMaybeTexts) ?? [],
  RequestId: answer.RequestId,
})
