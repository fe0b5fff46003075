import type { EventProduct } from '../events/platform-event.ts'
import type { Configuration, Configurations, ConfiguredProduct } from './callback-settings.ts'
import { canonicalWord, isWordOf } from './words.ts'

/** The token as the REST APIs keep it (69528). */
export interface TokenSetting {
  readonly Token: string
  readonly IsTokenEnable: boolean
}

/** Where callbacks go, product by product, and how they are signed. */
export class ConfigurationStore {
  readonly #byProduct = new Map<ConfiguredProduct, Configuration>()
  token: TokenSetting | undefined

  get(product: ConfiguredProduct): Configuration | undefined {
    return this.#byProduct.get(product)
  }

  set(product: ConfiguredProduct, configuration: Configuration): void {
    this.#byProduct.set(product, configuration)
  }

  delete(product: ConfiguredProduct): void {
    this.#byProduct.delete(product)
  }

  /** Whether a product has a word configured, under whichever of its names. */
  has(product: ConfiguredProduct, word: string): boolean {
    const list = this.get(product)?.CallbackCommandList ?? []
    return list.some((listed) => canonicalWord(listed) === word)
  }

  /** Where a callback is sent; undefined when it is not configured. */
  targetOf(product: EventProduct, command: string): string | undefined {
    const owner = product === 'chat' || isWordOf('console', command) ? 'console' : product
    return this.has(owner, command) ? this.get(owner)?.Url : undefined
  }

  view(): Configurations {
    const token = this.token && (this.token.IsTokenEnable ? 'enabled' : 'disabled')
    return {
      conference: this.get('conference'),
      live: this.get('live'),
      call: this.get('call'),
      console: this.get('console'),
      token,
    }
  }
}
