import { promises } from 'node:fs'
import { type OptionChecks, oneOf, optionMistake, withoutUndefined } from '@room-callbacks/core/checked-options'
import type { InjectOptions } from '../inject.ts'
import { PersonalData } from './personal-data.ts'
import { entriesIn, type RecordedEntry } from './recorded-entries.ts'

/** How a recording is loaded. */
export interface LoadRecordingOptions {
  /**
   * `'replaced'`: accounts are `user-1`, `user-2` and so on, the same one everywhere; what users wrote, names, links and
   * addresses are made up. `'kept'`: packets are as they came. Default: `'replaced'`.
   */
  readonly personalData?: 'replaced' | 'kept'
  /** Further fields whose texts are replaced: those of your own in `CloudCustomData`, say. */
  readonly fields?: readonly string[]
}

const checks: OptionChecks<LoadRecordingOptions> = {
  personalData: oneOf('replaced', 'kept'),
  fields: {
    accepts: (value) => Array.isArray(value) && value.every((field) => typeof field === 'string'),
    expected: 'a list of names of fields',
  },
}

/** A callback of a recording, as the input of a test. */
export interface RecordedCallback {
  /** The command word as it came. */
  readonly command: string
  /** The body, to be given to `inject()`. */
  readonly packet: string | Uint8Array
  /** What belongs to it in `inject()`: command, app, platform. Without a token. */
  readonly options: InjectOptions
  /** When it arrived; undefined for a bare packet. */
  readonly receivedAt: Date | undefined
  /** What became of it when it was recorded. */
  readonly outcome: string | undefined
}

/**
 * Reads what the inspector, `room-callbacks inbox export` or `listen --json` wrote: real callbacks become the input of a test.
 * Personal data is replaced, so that the test may be kept; room and group ids stay. A packet that is no JSON cannot be
 * cleaned: it is left out, with a warning of the process.
 *
 * @throws RangeError for what is no recording, and for an option that is not valid
 * @example
 * for (const { packet, options } of await loadRecording('test/evening.json')) {
 *   const { status } = await inject(callbacks, packet, { ...options, token })
 *   assert.equal(status, 200)
 * }
 */
export async function loadRecording(
  file: string | URL,
  options: LoadRecordingOptions = {},
): Promise<RecordedCallback[]> {
  const mistake = optionMistake<LoadRecordingOptions>(withoutUndefined(options), checks, { owner: 'loadRecording()' })
  if (mistake) throw new RangeError(mistake)
  const { personalData = 'replaced', fields = [] } = options
  const entries = entriesIn(await promises.readFile(file, 'utf8'), String(file))
  if (personalData === 'kept') return entries.map((entry) => callbackOf(entry, entry.body, entry.clientIp))
  const data = new PersonalData(fields)
  const clean = entries.filter(({ body }) => typeof body === 'string' && data.note(body))
  const left = entries.length - clean.length
  if (left > 0) {
    const text = `${left} callbacks of ${String(file)} are left out: they are no JSON, in which personal data can be replaced.`
    process.emitWarning(text, { type: 'RoomCallbacksWarning', code: 'recording-left-out' })
  }
  return clean.map((entry) => callbackOf(entry, data.replaceIn(entry.body as string), entry.clientIp && '192.0.2.1'))
}

function callbackOf(entry: RecordedEntry, body: string | Uint8Array, clientIp: string | undefined): RecordedCallback {
  const { command, sdkAppId, platform, receivedAt, outcome } = entry
  const options: InjectOptions = {
    command,
    ...(sdkAppId !== undefined && { sdkAppId }),
    ...(clientIp !== undefined && { clientIp }),
    ...(platform !== undefined && { platform }),
  }
  return { command, packet: body, options, receivedAt, outcome }
}
