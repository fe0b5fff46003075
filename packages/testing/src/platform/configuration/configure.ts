import { didYouMean } from '@room-callbacks/core'
import { requireOptions } from '../options/option-checks.ts'
import { SimulationError } from '../simulation-error.ts'
import { callbackSettingChecks } from './callback-setting-checks.ts'
import type { CallbackSettings, ConfiguredProduct } from './callback-settings.ts'
import type { ConfigurationStore } from './configuration-store.ts'
import { allWords, isWordOf } from './words.ts'

const products: readonly ConfiguredProduct[] = ['conference', 'live', 'console', 'call']

/** Configures callbacks as the console does. @throws `invalid-option` */
export function configure(store: ConfigurationStore, settings: CallbackSettings): void {
  requireOptions('configure()', settings, callbackSettingChecks, ['url'])
  const { url, commands, product, token } = settings
  const chosen = product ? [product] : products
  const stranger = commands?.find((word) => !chosen.some((product) => isWordOf(product, word)))
  if (stranger !== undefined) {
    const meant = didYouMean(
      stranger,
      chosen.flatMap((product) => allWords[product]),
    )
    throw new SimulationError('invalid-option', `commands: "${stranger}" is none of them.${meant}`)
  }
  for (const product of chosen) {
    const words = commands?.filter((word) => isWordOf(product, word)) ?? allWords[product]
    if (words.length > 0) store.set(product, { Url: url, CallbackCommandList: [...words] })
  }
  if (token !== undefined) store.token = { Token: token, IsTokenEnable: true }
}
