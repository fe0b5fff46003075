import { callbackQuery } from '@room-callbacks/testing'
import { sdkAppId, tokenInShell } from './account.ts'

// Linux has the one, macOS the other.
const sha256 = process.platform === 'darwin' ? 'shasum -a 256' : 'sha256sum'

/**
 * A command line for bash and zsh that sends a signed callback. A signature is good for a minute,
 * so the command holds none: the shell signs when it is run, in the way that Tencent does.
 *
 * @param body The packet as JSON; `$t` in it stands for the Unix seconds at which it is sent.
 */
export function signedCurl(url: string, body: string): string {
  const { CallbackCommand: command } = JSON.parse(body) as { CallbackCommand: string }
  const query = callbackQuery({ sdkAppId, command })
  const sign = `$(printf %s "${tokenInShell}$t" | ${sha256} | cut -c1-64)`
  const address = `"${url}/?${query}&RequestTime=$t&Sign=${sign}"`
  const data = `'${body.replaceAll('$t', `'$t'`)}'`
  return `t=$(date +%s); curl -sS -w '\\n' -H 'content-type: application/json' -d ${data} ${address}`
}
