import { open, unlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { outcomes, printable } from '@room-callbacks/core'
import type { EntryState, InboxEntry } from '@room-callbacks/core/inbox'
import { CliError } from '../../errors/cli-error.ts'
import type { Run } from '../command-definition.ts'
import { type FilterFlags, matching } from './chosen-entries.ts'
import { bodyOf, timeOf } from './entry-view.ts'
import { counted } from './shown-choice.ts'
import { withInbox } from './with-inbox.ts'

/** What is exported. */
export interface ExportFlags extends FilterFlags {
  readonly state?: EntryState
  readonly to?: string
}

/** Writes entries as the export of the inspector, which `replay`, the inspector and `loadRecording()` read. */
export const exportEntries: Run<ExportFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const { state = 'dead', to } = flags
    let written = 0
    async function* text(): AsyncGenerator<string> {
      yield '{"version":1,"callbacks":['
      for await (const entry of matching(inbox, state, flags, io)) {
        yield `${written === 0 ? '' : ','}\n${printable(JSON.stringify(exported(entry)))}`
        written++
      }
      yield '\n]}\n'
    }
    if (to === undefined) for await (const part of text()) await output.raw(part)
    else await writeWhole(resolve(io.cwd, to), text, io.signal).catch(tellWhy(to))
    output.note(`${counted(written, 'callback')} exported. They are personal data: treat the file like them.`)
    return 'ok'
  })

/** Writes a file, or leaves none: half of an export can be read by no tool, and would be in the way of the next. */
async function writeWhole(path: string, text: () => AsyncGenerator<string>, signal: AbortSignal): Promise<void> {
  // Packets are personal data: no other user of the machine reads them, and no file is overwritten.
  const file = await open(path, 'wx', 0o600)
  try {
    await pipeline(text, file.createWriteStream(), { signal })
  } catch (error) {
    await unlink(path).catch(() => {})
    throw error
  }
}

/** An error of the file is one of the user; another is passed on. */
const tellWhy =
  (file: string) =>
  (error: NodeJS.ErrnoException): never => {
    if (!error.syscall) throw error
    const reason = error.code === 'EEXIST' ? 'It is there already.' : `It cannot be written: ${error.code}.`
    throw new CliError('invalid-file', `${file}: ${reason}`, 'Name a new file in a folder that you may write to.')
  }

function exported({ record, state, position, attempts, error }: InboxEntry): object {
  const { command, receivedAs, sdkAppId, clientIp, platform, requestId, receivedAt, answer = '', refusal } = record
  const isEvent = command.startsWith('RtcEngine.')
  const query = new URLSearchParams(isEvent ? {} : { SdkAppid: sdkAppId, CallbackCommand: receivedAs })
  if (clientIp !== undefined) query.append('ClientIP', clientIp)
  if (platform !== undefined) query.append('OptPlatform', platform)
  if (requestId !== undefined) query.append('RequestID', requestId)
  const isOutcome = refusal !== undefined && Object.hasOwn(outcomes, refusal.code)
  return {
    id: position,
    command,
    receivedAs,
    sdkAppId,
    receivedAt: timeOf(receivedAt),
    query: query.toString(),
    ...bodyOf(record.body),
    status: 0,
    outcome: isOutcome ? refusal.code : 'accepted',
    answer,
    idempotencyKey: record.idempotencyKey,
    state,
    attempts,
    ...(error && { error }),
  }
}
