import type { EnsureResult } from '@room-callbacks/client'
import type { Colours } from '../../print/colours.ts'
import type { Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { diffLines } from './configuration-diff.ts'
import { type ListingFlags, wantedCommands } from './wanted-commands.ts'
import { withClient } from './with-client.ts'

/** What shall be configured. */
export interface EnsureFlags extends ListingFlags, ChangeFlags {
  readonly sign?: boolean
}

/** Brings the configurations of all products about. */
export const ensure: Run<EnsureFlags> = async (invocation) => {
  const { flags, settings, io, output } = invocation
  const { signal } = io
  settings.requireAll('url', 'sdkAppId', 'secretKey', ...(flags.sign ? (['token'] as const) : []))
  settings.requireUrl('url')
  const wanted = {
    url: settings.require('url'),
    commands: wantedCommands(flags),
    ...(flags.sign && { token: settings.require('token') }),
    signal,
  }
  return withClient(settings, async (client) => {
    const read = (): Promise<EnsureResult> => client.ensure({ ...wanted, dryRun: true })
    const plan = await read()
    if (isSettled(plan)) {
      output.result({ ...plan, dryRun: flags.dryRun ?? false, isChanged: false }, () => [
        'Everything is configured already.',
        ...consoleLines(plan),
      ])
      return 'ok'
    }
    output.preface((colours) => planLines(plan, colours))
    const isChanged = await confirmChange('Change the configuration?', invocation, { shown: plan, read })
    const result = isChanged ? await client.ensure(wanted) : plan
    output.result({ ...result, isChanged }, () => [
      ...(isChanged ? ['It is configured.'] : []),
      ...consoleLines(result),
    ])
    return 'ok'
  })
}

const isSettled = ({ products, token }: EnsureResult): boolean =>
  [...products, ...(token ? [token] : [])].every(({ change }) => change === 'unchanged')

function planLines({ products, token }: EnsureResult, colours: Colours): string[] {
  const lines = products.flatMap(({ product, before, after, change }) =>
    change === 'unchanged' ? [] : diffLines(product, before, after, colours),
  )
  if (!token || token.change === 'unchanged') return lines
  return [...lines, colours.bold('live token'), colours.green(token.before ? '+ another one' : '+ one, and signing')]
}

/** What no API can switch on. */
const consoleLines = ({ console }: EnsureResult): string[] =>
  console.length > 0 ? [`To be switched on in the console (74157): ${console.join(', ')}.`] : []
