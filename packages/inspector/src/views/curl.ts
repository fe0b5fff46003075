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

/** The environment variable that the command needs; undefined where the callback was not signed, or never read. */
export function signedWith({
  raw,
  signature,
  receivedAs,
}: Entry['seen']): 'CALLBACK_TOKEN' | 'CALLBACK_KEY' | undefined {
  if (raw === undefined || !['valid', 'expired', 'wrong'].includes(signature)) return undefined
  return isEngineEvent(receivedAs) ? 'CALLBACK_KEY' : 'CALLBACK_TOKEN'
}

const isEngineEvent = (receivedAs: string): boolean => /^RtcEngine\b/.test(receivedAs)

/** Blanks that differ from second to second, for eleven days: behind a packet they mean nothing, and make it another one. */
const blanks = `t=$(date +%s); s=$(printf '%*s\\t%*s\\t%*s' $((t/9801%99)) '' $((t/99%99)) '' $((t%99)) '')`

/**
 * A command line for bash and zsh that sends a callback once more, over the network. It holds no signature, which is
 * good for a minute at most: the shell signs with `$CALLBACK_TOKEN` when it runs (64412), an event of RTC Engine with
 * `$CALLBACK_KEY` (39558). The packet ends in blanks of its own, so that it is not taken for a repetition.
 */
export function curlOf({ seen, path }: Entry, port: number): string | undefined {
  const { raw, query, receivedAs } = seen
  if (raw === undefined) return undefined
  const needed = signedWith(seen)
  const fields = redactQuery(query).filter(({ name }) => !/^\s*(sign|token|requesttime)/i.test(name))
  const shown = writeQuery(fields)
  const address = quoted(`http://127.0.0.1:${port}${path}${shown && '?'}${shown}`)
  const app = isEngineEvent(receivedAs) ? ` -H ${quoted(`SdkAppId: ${seen.sdkAppId}`)}` : ''
  const send = `curl -sS -w '\\n' -H 'content-type: application/json'${app}`
  const text = readText(raw)
  const isPlain = text !== undefined && !control.test(text)
  const packet = isPlain
    ? `printf %s ${quoted(text)}"$s"`
    : `{ printf %s '${base64Of(raw)}' | base64 -d; printf %s "$s"; }`
  if (needed === 'CALLBACK_KEY') {
    // The bytes are signed, and so read twice.
    const hmac = `openssl dgst -sha256 -hmac "$CALLBACK_KEY" -binary | base64`
    return `${blanks}; ${packet} | ${send} -H "Sign: $(${packet} | ${hmac})" --data-binary @- ${address}`
  }
  const start = isPlain
    ? `${blanks}; ${send} --data-binary ${quoted(text)}"$s"`
    : `${blanks}; ${packet} | ${send} --data-binary @-`
  if (needed === undefined) return `${start} ${address}`
  const sign = `$(printf %s "$CALLBACK_TOKEN$t" | ${sha256} | cut -c1-64)`
  return `${start} ${address}"&RequestTime=$t&Sign=${sign}"`
}
