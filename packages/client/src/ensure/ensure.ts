import { type OptionCheck, type OptionChecks, optionMistake } from '@room-callbacks/core/checked-options'
import type { ConfigurationApi, UpdatableConfigurationApi } from '../apis/configuration-api.ts'
import { checkToken, type TokenApi } from '../apis/token-api.ts'
import { checkCallbackUrl } from '../commands/callback-url.ts'
import { type ConfigurationRules, checkConfiguration, checkWords } from '../commands/check-configuration.ts'
import { PlatformError } from '../errors/platform-error.ts'
import { distributeCommands } from './distribute-commands.ts'
import type { EnsureOptions } from './ensure-options.ts'
import { ensureProduct, type WantedProduct } from './ensure-product.ts'
import type { EnsureResult, ProductChange } from './ensure-result.ts'
import { ensureToken } from './ensure-token.ts'

/** What configurations are read and written with. */
export interface EnsureApis {
  readonly conference: UpdatableConfigurationApi
  readonly live: UpdatableConfigurationApi & TokenApi
  readonly call: ConfigurationApi
  /** Keeps a token out of the errors of every call. */
  readonly hide: (token: string) => void
}

// These have rules of their own, which calls of other functions share.
const checkedLater: OptionCheck = { accepts: () => true, expected: '' }
const checks: OptionChecks<EnsureOptions> = {
  url: checkedLater,
  commands: checkedLater,
  token: checkedLater,
  signal: checkedLater,
  dryRun: { accepts: (value) => value === undefined || typeof value === 'boolean', expected: 'true or false' },
}

/** Brings about what `options` describe. @throws PlatformError; what is wrong is found before anything is sent */
export async function ensure(
  options: EnsureOptions,
  apis: EnsureApis,
  rules: ConfigurationRules,
): Promise<EnsureResult> {
  const { url: Url, commands, token, dryRun = false } = options
  const mistake = optionMistake(options, checks, { owner: 'ensure()' })
  if (mistake) throw new PlatformError('invalid-argument', { detail: mistake })
  checkCallbackUrl(Url, rules.isTencent)
  checkWords(commands, 'commands')
  // `{ token: process.env.CALLBACK_TOKEN }` with the variable unset must not mean "leave it".
  if ('token' in options) checkToken(token)
  const { lists, console } = distributeCommands(commands, rules.known)
  const wanted = [...lists].map(([product, CallbackCommandList]): WantedProduct => {
    const after = checkConfiguration({ Url, CallbackCommandList }, product, rules)
    return { product, api: apis[product], after, known: rules.known }
  })
  // First the token: what is switched on after it is signed from its first callback on.
  if (token !== undefined) apis.hide(token)
  const tokenChange = token === undefined ? null : await ensureToken(token, apis.live, options)
  const products: ProductChange[] = []
  for (const one of wanted) products.push(await ensureProduct(one, options))
  return { dryRun, products, token: tokenChange, console }
}
