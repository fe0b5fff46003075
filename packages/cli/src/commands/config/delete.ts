import type { ConfiguredProduct } from '@room-callbacks/client'
import type { Run } from '../command-definition.ts'
import { diffLines } from './configuration-diff.ts'
import { type ChangeFlags, confirmChange } from './confirm-change.ts'
import { readConfiguration } from './read-configuration.ts'
import { withClient } from './with-client.ts'

/** What is removed. */
export interface DeleteFlags extends ChangeFlags {
  readonly product: ConfiguredProduct
}

/** Removes the configuration of one product. */
export const remove: Run<DeleteFlags> = ({ flags, settings, io, output }) =>
  withClient(settings, async (client) => {
    const { product } = flags
    const { signal } = io
    const before = await readConfiguration(client, product, signal)
    const after = null
    if (before === null) {
      output.result({ product, before, after, isChanged: false }, () => `${product}: nothing is configured.`)
      return 'ok'
    }
    output.preface((colours) => diffLines(product, before, after, colours))
    const isChanged = await confirmChange(`Remove the configuration of ${product}?`, flags, io, output)
    if (isChanged) await client[product].delete({ signal })
    output.result({ product, before, after, isChanged }, () => (isChanged ? `${product} is configured no more.` : []))
    return 'ok'
  })
