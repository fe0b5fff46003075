import type { ExitName } from '../exit-codes.ts'

/** The stable code of an error of this program. */
export type FailureCode =
  | 'invalid-arguments'
  | 'secret-in-arguments'
  | 'missing-setting'
  | 'invalid-setting'
  | 'invalid-config'
  | 'found-config'
  | 'unknown-command'
  | 'invalid-path'
  | 'invalid-file'
  | 'remote-target'
  | 'folder-in-use'
  | 'port-unavailable'
  | 'output-lost'
  | 'unreachable'
  | 'connection-lost'
  | 'timed-out'
  | 'oversize-answer'
  | 'not-confirmed'
  | 'store-not-installed'
  | 'store-not-found'
  | 'unknown-entry'
  | 'still-busy'

/** How a run ends because of an error, and what helps unless the place where it happened knows better. */
export interface FailureRow {
  readonly exit: ExitName
  readonly hint: string
}

/**
 * Every error of this program, by code.
 *
 * @example
 * failures['not-confirmed'].exit // 'not-confirmed'
 */
export const failures: { readonly [code in FailureCode]: FailureRow } = {
  'invalid-arguments': usage('See `room-callbacks --help`, or that of the command.'),
  'secret-in-arguments': usage(
    'Every user of the machine sees a command line, and the shell keeps it. Set the variable, or the config file.',
  ),
  'missing-setting': usage('Give the flag, set the variable, or write it into the config file.'),
  'invalid-setting': usage(
    'See https://github.com/room-callbacks/room-callbacks/blob/main/docs/cli.md#settings for each setting and what it looks like.',
  ),
  'invalid-config': usage(
    'It is a JSON object. See https://github.com/room-callbacks/room-callbacks/blob/main/docs/cli.md#settings for what it may hold.',
  ),
  'found-config': usage(
    'Another user may have put the file there, so it does not decide where your secrets go. Name it with --config or ROOM_CALLBACKS_CONFIG, or give the flag or the variable.',
  ),
  'unknown-command': usage('See them all with `room-callbacks list`.'),
  'invalid-path': usage('Write a path as RoomInfo.RoomId or SeatList.0.Member_Account.'),
  'invalid-file': usage('See `room-callbacks replay --help` and `send --help` for what a file holds.'),
  'remote-target': usage('Made-up callbacks would reach another machine. If the server is yours, add --allow-remote.'),
  'folder-in-use': usage('Nothing there was changed. Choose a folder that is new or empty.'),
  'port-unavailable': usage('Choose another one with --port; 0 takes any that is free.'),
  'output-lost': { exit: 'failed', hint: 'Is the disk full? The output is not complete.' },
  unreachable: { exit: 'unreachable', hint: 'Check the URL, and that the server runs.' },
  'connection-lost': {
    exit: 'unreachable',
    hint: 'Is the URL http where the server expects https, or did the server crash?',
  },
  'timed-out': {
    exit: 'unreachable',
    hint: 'Tencent waits 2 s, and ignores a later answer. Is a handler slow, or a firewall silent?',
  },
  'oversize-answer': { exit: 'failed', hint: 'An answer has three fields, and perhaps a message. Check the URL.' },
  'store-not-installed': usage('Install it in this folder, or run this where the app is installed.'),
  'store-not-found': usage('Check the path. `room-callbacks inbox migrate` makes a new one.'),
  'unknown-entry': {
    exit: 'failed',
    hint: 'See all entries with `room-callbacks inbox list`. Handled and purged entries are not kept.',
  },
  'still-busy': {
    exit: 'failed',
    hint: 'Is a process with the handlers running? `room-callbacks inbox stats` shows what waits.',
  },
  'not-confirmed': { exit: 'not-confirmed', hint: 'Nothing was changed. Confirm with --yes, or look with --dry-run.' },
}

// A function, not a constant: the table above is made before a constant would be.
function usage(hint: string): FailureRow {
  return { exit: 'usage', hint }
}
