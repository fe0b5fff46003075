import type { ConfiguredProduct } from '@room-callbacks/client'
import type { Run } from '../command-definition.ts'
import { readConfiguration } from './read-configuration.ts'
import { withClient } from './with-client.ts'

/** What is shown. */
export interface GetFlags {
  readonly product?: ConfiguredProduct
}

const every: readonly ConfiguredProduct[] = ['conference', 'live', 'call']

/** Shows what is configured. */
export const get: Run<GetFlags> = ({ flags, settings, io, output }) =>
  withClient(settings, async (client) => {
    for (const product of flags.product ? [flags.product] : every) {
      const configuration = await readConfiguration(client, product, io.signal)
      output.result({ product, configuration }, ({ bold, dim }) => {
        if (!configuration) return `${bold(product)}  ${dim('nothing is configured')}`
        const commands = [...configuration.CallbackCommandList].sort().map((command) => `  ${command}`)
        return [`${bold(product)}  ${configuration.Url}`, ...commands]
      })
    }
    return 'ok'
  })
