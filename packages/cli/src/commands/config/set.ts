import type {
  CallbackClient,
  ConfiguredProduct,
  ProductChange,
  UpdatableConfigurationApi,
} from '@room-callbacks/client'
import { CliError } from '../../errors/cli-error.ts'
import type { Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { diffLines } from './configuration-diff.ts'
import { type ListingFlags, wantedCommands } from './wanted-commands.ts'
import { withClient } from './with-client.ts'

/** What is configured. */
export interface SetFlags extends ListingFlags, ChangeFlags {
  readonly product: ConfiguredProduct
}

/** What one product shall have. */
interface Wanted {
  readonly product: ConfiguredProduct
  readonly url: string
  readonly commands: readonly string[]
  readonly signal: AbortSignal
}

/** Replaces the configuration of one product. */
export const set: Run<SetFlags> = async (invocation) => {
  const { flags, settings, io, output } = invocation
  const { product } = flags
  const { signal } = io
  settings.requireAll('url', 'sdkAppId', 'secretKey')
  settings.requireUrl('url')
  const wanted = { product, url: settings.require('url'), commands: wantedCommands(flags, product), signal }
  return withClient(settings, async (client) => {
    const read = (): Promise<ProductChange> => plan(client, wanted)
    const shown = await read()
    const { before, after, change } = shown
    if (change === 'unchanged') {
      output.result({ product, before, after, isChanged: false }, () => `${product} is configured like this already.`)
      return 'ok'
    }
    output.preface((colours) => diffLines(product, before, after, colours))
    const question = before ? `Replace the configuration of ${product}?` : `Configure ${product}?`
    const isChanged = await confirmChange(question, invocation, { shown, read })
    // Call has no update: its set overwrites (68938).
    const api: Pick<UpdatableConfigurationApi, 'set'> & Partial<UpdatableConfigurationApi> = client[product]
    const write = (before && api.update) || api.set
    if (isChanged) await write(after, { signal })
    output.result({ product, before, after, isChanged }, () => (isChanged ? `${product} is configured.` : []))
    return 'ok'
  })
}

/** What would change; what cannot be is found here, before a question is asked. @throws `invalid-arguments` */
async function plan(client: CallbackClient, { product, ...wanted }: Wanted): Promise<ProductChange> {
  const { products, console } = await client.ensure({ ...wanted, dryRun: true })
  const own = products.find((one) => one.product === product)
  const listed = own?.after.CallbackCommandList ?? []
  const others = [...products.flatMap(({ after }) => after.CallbackCommandList), ...console]
  const foreign = others.filter((command) => !listed.includes(command))
  if (own && foreign.length === 0) return own
  throw new CliError(
    'invalid-arguments',
    `${foreign.join(', ')} cannot be listed for ${product}.`,
    'See `config ensure`.',
  )
}
