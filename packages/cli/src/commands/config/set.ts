import type { ConfiguredProduct, UpdatableConfigurationApi } from '@room-callbacks/client'
import type { Run } from '../command-definition.ts'
import { diffLines } from './configuration-diff.ts'
import { type ChangeFlags, confirmChange } from './confirm-change.ts'
import { readConfiguration } from './read-configuration.ts'
import { type ListingFlags, wantedCommands } from './wanted-commands.ts'
import { withClient } from './with-client.ts'

/** What is configured. */
export interface SetFlags extends ListingFlags, ChangeFlags {
  readonly product: ConfiguredProduct
}

/** Replaces the configuration of one product. */
export const set: Run<SetFlags> = async ({ flags, settings, io, output }) => {
  const { product } = flags
  settings.requireUrl('url')
  const after = { Url: settings.require('url'), CallbackCommandList: wantedCommands(flags, product) }
  return withClient(settings, async (client) => {
    const { signal } = io
    const before = await readConfiguration(client, product, signal)
    output.preface((colours) => diffLines(product, before, after, colours))
    const question = before ? `Replace the configuration of ${product}?` : `Configure ${product}?`
    const isChanged = await confirmChange(question, flags, io, output)
    // Call has no update: its set overwrites (68938).
    const api: Pick<UpdatableConfigurationApi, 'set'> & Partial<UpdatableConfigurationApi> = client[product]
    const write = (before && api.update) || api.set
    if (isChanged) await write(after, { signal })
    output.result({ product, before, after, isChanged }, () => (isChanged ? `${product} is configured.` : []))
    return 'ok'
  })
}
