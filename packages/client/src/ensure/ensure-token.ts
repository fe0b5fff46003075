import type { TokenApi, TokenConfiguration } from '../apis/token-api.ts'
import { redacted } from '../errors/redact.ts'
import type { EnsureOptions } from './ensure-options.ts'
import type { RedactedToken, TokenChange } from './ensure-result.ts'
import { nullOnCode } from './null-on-code.ts'

/** Brings the token of Live callbacks about, and switches signing on. @throws PlatformError */
export async function ensureToken(Token: string, api: TokenApi, options: EnsureOptions): Promise<TokenChange> {
  const { dryRun, signal } = options
  const before = await nullOnCode(100302, api.getToken({ signal }))
  const wanted = { Token, IsTokenEnable: true }
  const isSame = before?.Token === Token && before.IsTokenEnable
  // Both fields, although a change needs only one: the token may have been removed meanwhile.
  if (!isSame && !dryRun) await api.setToken(wanted, { signal })
  const change = isSame ? 'unchanged' : before ? 'update' : 'create'
  return { change, before: before && withoutToken(before), after: withoutToken(wanted) }
}

const withoutToken = ({ IsTokenEnable }: TokenConfiguration): RedactedToken => ({ Token: redacted, IsTokenEnable })
