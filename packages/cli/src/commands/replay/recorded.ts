import { CliError } from '../../errors/cli-error.ts'

/** A callback that was recorded. */
export interface Recorded {
  /** As the query wrote it. */
  readonly command: string
  readonly sdkAppId: string | undefined
  readonly clientIp: string | undefined
  readonly platform: string | undefined
  /** Undefined where it was refused before its body was read. */
  readonly body: Uint8Array | undefined
}

/** An entry of an export, or a line of `listen --json`. */
interface Entry {
  readonly command?: unknown
  readonly receivedAs?: unknown
  readonly sdkAppId?: unknown
  readonly query?: unknown
  readonly raw?: unknown
  readonly rawBase64?: unknown
  /** What became of it, in a recording. */
  readonly outcome?: unknown
  /** Of a bare packet. */
  readonly CallbackCommand?: unknown
  /** Of a bare event of RTC Engine. */
  readonly EventType?: unknown
}

/**
 * The callbacks of a file: an export of the inspector, one JSON object a line, or one packet.
 *
 * @throws `invalid-file`
 */
export function recordedIn(text: string, file: string): Recorded[] {
  const whole = parse(text)
  if (isObject(whole) && 'callbacks' in whole) return fromExport(whole, file)
  if (isObject(whole)) return [recordedOf(whole, text, file)]
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, place: `${file}, line ${index + 1}` }))
  return lines.filter(({ line }) => line.trim() !== '').map(({ line, place }) => recordedOf(parse(line), line, place))
}

function fromExport({ version, callbacks }: { version?: unknown; callbacks?: unknown }, file: string): Recorded[] {
  if (version !== 1)
    throw new CliError('invalid-file', `${file} is an export of a version that is not known.`, 'This reads version 1.')
  if (!Array.isArray(callbacks)) throw new CliError('invalid-file', `${file}: "callbacks" is not a list.`)
  return callbacks.map((entry, index) => recordedOf(entry, '', `${file}, callback ${index + 1}`))
}

/** @param text The entry as it stands in the file: a bare packet is sent as it is. */
function recordedOf(entry: unknown, text: string, place: string): Recorded {
  if (!isObject(entry)) throw new CliError('invalid-file', `${place} is not a JSON object.`)
  const { receivedAs, command = bareCommandOf(entry), sdkAppId, query } = entry
  const word = receivedAs ?? command
  if (typeof word !== 'string') throw new CliError('invalid-file', `${place} names no command.`)
  const parameters = new URLSearchParams(readText(query))
  return {
    command: word,
    sdkAppId: typeof sdkAppId === 'number' ? String(sdkAppId) : readText(sdkAppId),
    clientIp: parameters.get('ClientIP') ?? undefined,
    platform: parameters.get('OptPlatform') ?? undefined,
    body: bodyOf(entry, text, place),
  }
}

const readText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const bareCommandOf = ({ CallbackCommand, EventType }: Entry): unknown =>
  CallbackCommand ?? (Number.isInteger(EventType) ? `RtcEngine.${EventType as number}` : undefined)

function bodyOf(entry: Entry, text: string, place: string): Uint8Array | undefined {
  const { raw, rawBase64, outcome } = entry
  if (typeof raw === 'string') return Buffer.from(raw)
  if (typeof rawBase64 === 'string') return Buffer.from(rawBase64, 'base64')
  if (bareCommandOf(entry) !== undefined) return Buffer.from(text)
  if (outcome !== undefined) return undefined
  throw new CliError('invalid-file', `${place} has no body: neither "raw" nor "rawBase64".`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Entry & { version?: unknown; callbacks?: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
