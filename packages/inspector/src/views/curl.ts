import type { Entry } from '../history/entry.ts'
import { readText } from './read-text.ts'
import { redactQuery, writeQuery } from './redact-query.ts'

// Linux has the one, macOS the other.
const sha256 = '$(command -v sha256sum || echo shasum -a 256)'

/** In single quotes a shell changes nothing; the quote itself stands outside. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const base64Of = (raw: Uint8Array): string => Buffer.from(raw).toString('base64')

// What a terminal would obey, when the command is pasted, instead of taking it for text.
const control = /[^\P{Cc}\t\n]/u

/**
 * A command line for bash and zsh that sends a callback once more, over the network. It holds no signature, which is
 * good for a minute at most: the shell signs with `$CALLBACK_TOKEN` when it runs (64412), an event of RTC Engine with
 * `$CALLBACK_KEY` (39558).
 */
export function curlOf({ seen, path }: Entry, port: number): string | undefined {
  const { raw, query, signature, receivedAs } = seen
  if (raw === undefined) return undefined
  const isSigned = signature === 'valid' || signature === 'expired' || signature === 'wrong'
  const fields = redactQuery(query).filter(({ name }) => !/^\s*(sign|token|requesttime)/i.test(name))
  const shown = writeQuery(fields)
  const address = quoted(`http://127.0.0.1:${port}${path}${shown && '?'}${shown}`)
  const isEvent = /^RtcEngine\b/.test(receivedAs)
  const app = isEvent ? ` -H ${quoted(`SdkAppId: ${seen.sdkAppId}`)}` : ''
  const send = `curl -sS -w '\\n' -H 'content-type: application/json'${app}`
  const text = readText(raw)
  const isPlain = text !== undefined && !control.test(text)
  const data = isPlain ? `--data-binary ${quoted(text)}` : '--data-binary @-'
  const source = isPlain ? '' : `printf %s '${base64Of(raw)}' | base64 -d | `
  if (isEvent && isSigned) {
    // The bytes are signed, and so read twice.
    const bytes = isPlain && text ? `printf %s ${quoted(text)}` : `printf %s '${base64Of(raw)}' | base64 -d`
    const hmac = `openssl dgst -sha256 -hmac "$CALLBACK_KEY" -binary | base64`
    return `${bytes} | ${send} -H "Sign: $(${bytes} | ${hmac})" --data-binary @- ${address}`
  }
  if (!isSigned) return `${source}${send} ${data} ${address}`
  const sign = `$(printf %s "$CALLBACK_TOKEN$t" | ${sha256} | cut -c1-64)`
  return `t=$(date +%s); ${source}${send} ${data} ${address}"&RequestTime=$t&Sign=${sign}"`
}
