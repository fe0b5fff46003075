/** One row of the table of exit codes. */
export interface ExitRow {
  /** What the process ends with. */
  readonly code: number
  readonly meaning: string
}

/** How a run can end. */
export type ExitName =
  | 'ok'
  | 'failed'
  | 'usage'
  | 'unreachable'
  | 'platform-refused'
  | 'not-confirmed'
  | 'internal'
  | 'interrupted'

/**
 * Every exit code, by name. They are stable: scripts may branch on them.
 *
 * @example
 * const code = await main(['list', '--json'], io)
 * if (code === exitCodes.usage.code) …
 */
export const exitCodes: { readonly [name in ExitName]: ExitRow } = {
  ok: { code: 0, meaning: 'It did what was asked.' },
  failed: { code: 1, meaning: 'What was asked for failed: a callback was refused, or `doctor` found something.' },
  usage: { code: 2, meaning: 'The command line, a setting, or a file is not right; nothing was sent.' },
  unreachable: {
    code: 3,
    meaning: 'No answer: no connection, or none of it in time; or the store of an inbox cannot be used.',
  },
  'platform-refused': { code: 4, meaning: 'The configuration API answered that it will not, or not as documented.' },
  'not-confirmed': { code: 5, meaning: 'A change was not confirmed; nothing was changed.' },
  internal: { code: 70, meaning: 'A fault of this program; please report it.' },
  interrupted: { code: 130, meaning: 'It was ended with Ctrl-C before it was done.' },
}
