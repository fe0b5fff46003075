import { callbackSettingChecks } from '../configuration/callback-setting-checks.ts'
import type { Configuration, ConfiguredProduct } from '../configuration/callback-settings.ts'
import { isWordOf } from '../configuration/words.ts'
import type { RestApi, RestCall } from './call.ts'
import { RestFailure } from './error-codes.ts'

/** `set`, `get`, `update` and `delete` of a product (60727 to 60730, 64418 to 64421, 68937 to 68939). */
export function callbackApis(product: ConfiguredProduct): { readonly [name: string]: RestApi } {
  const requireConfiguration = ({ store }: RestCall): Configuration => {
    const configuration = store.get(product)
    if (!configuration) throw new RestFailure(100301)
    return configuration
  }
  const write: RestApi = ({ store, body }) => {
    store.set(product, readConfiguration(product, body))
    return {}
  }
  const apis = {
    get_callback: (call: RestCall) => ({ Response: requireConfiguration(call) }),
    delete_callback: ({ store }: RestCall) => {
      store.delete(product)
      return {}
    },
  }
  // Call overwrites, and has no update (68938).
  if (product === 'call') return { ...apis, set_callback: write }
  return {
    ...apis,
    set_callback: (call) => {
      const answer = readConfiguration(product, call.body)
      if (call.store.get(product)) throw new RestFailure(100300)
      call.store.set(product, answer)
      return {}
    },
    update_callback: (call) => {
      readConfiguration(product, call.body)
      requireConfiguration(call)
      return write(call)
    },
  }
}

function readConfiguration(product: ConfiguredProduct, { Url, CallbackCommandList }: RestCall['body']): Configuration {
  const { url, commands } = callbackSettingChecks
  if (!url.accepts(Url)) throw new RestFailure(100002, `Url must be ${url.expected}`)
  if (!commands.accepts(CallbackCommandList)) {
    throw new RestFailure(100002, `CallbackCommandList must be ${commands.expected}`)
  }
  const list = CallbackCommandList as readonly string[]
  const stranger = list.find((word) => !isWordOf(product, word))
  if (stranger !== undefined) throw new RestFailure(100002, `${stranger} is no callback of this product`)
  return { Url: Url as string, CallbackCommandList: [...list] }
}
