import picocolors from 'picocolors'
import type { Io, TerminalOutput } from '../io.ts'

/** Paints text, or leaves it as it is. */
export type Colours = ReturnType<typeof picocolors.createColors>

/** Colours for a terminal; none in a pipe, a file, or where NO_COLOR is set (no-color.org). */
export function coloursFor(stream: TerminalOutput, env: Io['env']): Colours {
  const isForced = !['', '0', undefined].includes(env['FORCE_COLOR'])
  const isRefused = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb'
  return picocolors.createColors(!isRefused && (isForced || stream.isTTY === true))
}
