import type { ConfigurationApi, UpdatableConfigurationApi } from '../apis/configuration-api.ts'
import type { ConfiguredProduct } from '../commands/additional-command.ts'
import type { CallbackConfiguration } from '../commands/check-configuration.ts'
import type { KnownCommand } from '../commands/known-commands.ts'
import { isSameConfiguration } from '../commands/same-configuration.ts'
import type { EnsureOptions } from './ensure-options.ts'
import type { ProductChange } from './ensure-result.ts'
import { nullOnCode } from './null-on-code.ts'
import { retryOnConflict } from './retry-on-conflict.ts'

/** One product and what it shall have. */
export interface WantedProduct {
  readonly product: ConfiguredProduct
  /** Call has no `update`: its `set` overwrites (68938). */
  readonly api: ConfigurationApi & Partial<UpdatableConfigurationApi>
  readonly after: CallbackConfiguration
  readonly known: ReadonlyMap<string, KnownCommand>
}

/** Brings the configuration of one product about. @throws PlatformError */
export function ensureProduct(wanted: WantedProduct, { dryRun, signal }: EnsureOptions): Promise<ProductChange> {
  const { product, api, after, known } = wanted
  return retryOnConflict(async () => {
    const before = await read(api, signal)
    if (before && isSameConfiguration(before, after, known))
      return { product, change: 'unchanged', before, after: before }
    const change = before ? 'update' : 'create'
    const write = (before && api.update) || api.set
    if (!dryRun) await write(after, { signal })
    return { product, change, before, after }
  })
}

async function read(api: ConfigurationApi, signal: AbortSignal | undefined): Promise<CallbackConfiguration | null> {
  const found = await nullOnCode(100301, api.get({ signal }))
  if (!found?.Url) return null
  return { Url: found.Url, CallbackCommandList: found.CallbackCommandList }
}
