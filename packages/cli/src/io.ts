import type { Readable, Writable } from 'node:stream'

/** A stream that may belong to a terminal. */
export type TerminalInput = Readable & { readonly isTTY?: boolean }

/** A stream that may belong to a terminal of a width in characters. */
export type TerminalOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** What a run touches of the process around it: a test, or another program, gives it its own. */
export interface Io {
  /** Where a confirmation, or `replay -`, is read from. */
  readonly stdin: TerminalInput
  /** What was asked for. */
  readonly stdout: TerminalOutput
  /** Errors, questions, progress. */
  readonly stderr: TerminalOutput
  readonly env: { readonly [variable: string]: string | undefined }
  /** Where files and the config file are looked for. */
  readonly cwd: string
  /** Ends what is running, as Ctrl-C does. */
  readonly signal: AbortSignal
  /** The time in milliseconds since 1970. */
  readonly clock: () => number
}
