import type { CallbackClient, TokenConfiguration } from '@room-callbacks/client'
import type { ExitName } from '../../exit-codes.ts'
import type { Invocation, Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { orNull } from './read-configuration.ts'
import { withClient } from './with-client.ts'

/** What becomes of the token. */
export interface TokenFlags extends ChangeFlags {
  readonly action?: 'get' | 'set' | 'delete'
  readonly enable?: boolean
}

/** Shows, sets or removes the token of Live callbacks, which is itself never shown. */
export const token: Run<TokenFlags> = (invocation) =>
  withClient(invocation.settings, async (client) => {
    const before = await orNull(100302, client.live.getToken({ signal: invocation.io.signal }))
    const { action = 'get' } = invocation.flags
    if (action === 'set') return setToken(client, before, invocation)
    if (action === 'delete') return deleteToken(client, before, invocation)
    const facts = { isSet: before !== null, ...factsOf(before, invocation) }
    invocation.output.result(facts, () => describe(before, facts.isThatOfTheSettings))
    return 'ok'
  })

async function setToken(
  client: CallbackClient,
  before: TokenConfiguration | null,
  invocation: Invocation<TokenFlags>,
): Promise<ExitName> {
  const { flags, settings, io, output } = invocation
  const after = { Token: settings.require('token'), IsTokenEnable: flags.enable ?? true }
  output.preface(() => describe(before, factsOf(before, invocation).isThatOfTheSettings))
  const signed = after.IsTokenEnable ? 'sign' : 'do not sign'
  const isChanged = await confirmChange(`Set the token of the settings, and ${signed} with it?`, invocation)
  if (isChanged) await client.live.setToken(after, { signal: io.signal })
  output.result({ isChanged, isEnabled: after.IsTokenEnable }, () => (isChanged ? 'The token is set.' : []))
  return 'ok'
}

async function deleteToken(
  client: CallbackClient,
  before: TokenConfiguration | null,
  invocation: Invocation<TokenFlags>,
): Promise<ExitName> {
  const { io, output } = invocation
  if (before === null) {
    output.result({ isChanged: false }, () => 'There is no token.')
    return 'ok'
  }
  const isChanged = await confirmChange('Remove the token? Callbacks are not signed then.', invocation)
  if (isChanged) await client.live.deleteToken({ signal: io.signal })
  output.result({ isChanged }, () => (isChanged ? 'The token is removed.' : []))
  return 'ok'
}

function factsOf(found: TokenConfiguration | null, { settings }: Invocation<TokenFlags>) {
  return {
    isEnabled: found?.IsTokenEnable ?? false,
    isThatOfTheSettings: found !== null && found.Token === settings.get('token'),
  }
}

function describe(found: TokenConfiguration | null, isThatOfTheSettings: boolean): string {
  if (!found) return 'There is no token: Live callbacks are not signed.'
  const enabled = found.IsTokenEnable ? 'and Live callbacks are signed with it' : 'but nothing is signed with it'
  return `There is a token, ${enabled}. It is ${isThatOfTheSettings ? '' : 'not '}that of the settings.`
}
