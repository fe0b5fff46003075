import type { Entry } from '../history/entry.ts'
import { readText } from './read-text.ts'
import { redactQuery, writeQuery } from './redact-query.ts'

// Linux has the one, macOS the other.
const sha256 = '$(command -v sha256sum || echo shasum -a 256)'

/** In single quotes a shell changes nothing; the quote itself stands outside. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

// What a terminal would obey, when the command is pasted, instead of taking it for text.
const control = /[^\P{Cc}\t\n]/u

/**
 * A command line for bash and zsh that sends a callback once more, over the network. It holds no signature, which is
 * good for a minute at most: the shell signs with `$CALLBACK_TOKEN` when it runs (64412).
 */
export function curlOf({ seen, path }: Entry, port: number): string | undefined {
  const { raw, query, signature } = seen
  if (raw === undefined) return undefined
  const isSigned = signature === 'valid' || signature === 'expired' || signature === 'wrong'
  const fields = redactQuery(query).filter(({ name }) => !/^\s*(sign|token|requesttime)/i.test(name))
  const address = quoted(`http://127.0.0.1:${port}${path}?${writeQuery(fields)}`)
  const send = `curl -sS -w '\\n' -H 'content-type: application/json'`
  const text = readText(raw)
  const isPlain = text !== undefined && !control.test(text)
  const data = isPlain ? `--data-binary ${quoted(text)}` : '--data-binary @-'
  const source = isPlain ? '' : `printf %s '${Buffer.from(raw).toString('base64')}' | base64 -d | `
  if (!isSigned) return `${source}${send} ${data} ${address}`
  const sign = `$(printf %s "$CALLBACK_TOKEN$t" | ${sha256} | cut -c1-64)`
  return `t=$(date +%s); ${source}${send} ${data} ${address}"&RequestTime=$t&Sign=${sign}"`
}
