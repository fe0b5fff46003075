import type { CallbackConfiguration, ConfiguredProduct } from '@room-callbacks/client'
import type { Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { diffLines } from './configuration-diff.ts'
import { readConfiguration } from './read-configuration.ts'
import { withClient } from './with-client.ts'

/** What is removed. */
export interface DeleteFlags extends ChangeFlags {
  readonly product: ConfiguredProduct
}

/** Removes the configuration of one product. */
export const remove: Run<DeleteFlags> = (invocation) =>
  withClient(invocation.settings, async (client) => {
    const { output, flags, io } = invocation
    const { product } = flags
    const { signal } = io
    const read = (): Promise<CallbackConfiguration | null> => readConfiguration(client, product, signal)
    const before = await read()
    const after = null
    if (before === null) {
      output.result({ product, before, after, isChanged: false }, () => `${product}: nothing is configured.`)
      return 'ok'
    }
    output.preface((colours) => diffLines(product, before, after, colours))
    const isChanged = await confirmChange(`Remove the configuration of ${product}?`, invocation, {
      shown: before,
      read,
    })
    if (isChanged) await client[product].delete({ signal })
    output.result({ product, before, after, isChanged }, () => (isChanged ? `${product} is no longer configured.` : []))
    return 'ok'
  })
