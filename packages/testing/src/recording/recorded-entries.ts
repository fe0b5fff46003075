/** A callback as a file has it. */
export interface RecordedEntry {
  readonly command: string
  readonly sdkAppId: string | undefined
  readonly clientIp: string | undefined
  readonly platform: string | undefined
  readonly receivedAt: Date | undefined
  readonly outcome: string | undefined
  /** Bytes where it is no text. */
  readonly body: string | Uint8Array
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The callbacks of an export, or of a file with one JSON object a line; what was refused before its body was read has none,
 * and is no input.
 *
 * @throws RangeError
 */
export function entriesIn(written: string, file: string): RecordedEntry[] {
  // Editors of Windows begin a file with a byte order mark, which JSON does not know; files that were joined have several.
  const text = written.replace(/^\uFEFF/gm, '')
  const whole = parse(text)
  if (isObject(whole) && 'callbacks' in whole) {
    const { version, callbacks } = whole
    if (version !== 1 || !Array.isArray(callbacks)) {
      throw new RangeError(`${file}: expected an export of version 1. Update @room-callbacks/testing, or export again.`)
    }
    return callbacks.flatMap((entry, index) => entryOf(entry, undefined, `${file}, callback ${index + 1}`))
  }
  const lines = isObject(whole) ? [text] : text.split(/\r?\n/)
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : entryOf(parse(line), line, `${file}, line ${index + 1}`),
  )
}

/** @param line The text of a bare packet. */
function entryOf(entry: unknown, line: string | undefined, place: string): RecordedEntry[] {
  if (!isObject(entry)) throw new RangeError(`${place}: expected a JSON object.`)
  const { receivedAs, raw, rawBase64, sdkAppId, query, receivedAt, outcome, CallbackCommand, EventType } = entry
  const bare = CallbackCommand ?? (Number.isInteger(EventType) ? `RtcEngine.${String(EventType)}` : undefined)
  const command = receivedAs ?? entry['command'] ?? bare
  if (typeof command !== 'string') throw new RangeError(`${place}: names no command.`)
  const body = bodyOf(raw, rawBase64) ?? (bare === undefined ? undefined : line)
  if (body === undefined) return []
  const parameters = new URLSearchParams(textOf(query))
  const time = new Date(textOf(receivedAt) ?? Number.NaN)
  return [
    {
      command,
      sdkAppId: typeof sdkAppId === 'number' ? String(sdkAppId) : textOf(sdkAppId),
      clientIp: parameters.get('ClientIP') ?? undefined,
      platform: parameters.get('OptPlatform') ?? undefined,
      receivedAt: Number.isNaN(time.getTime()) ? undefined : time,
      outcome: textOf(outcome),
      body,
    },
  ]
}

function bodyOf(raw: unknown, rawBase64: unknown): string | Uint8Array | undefined {
  if (typeof raw === 'string') return raw
  return typeof rawBase64 === 'string' ? Buffer.from(rawBase64, 'base64') : undefined
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
