import { flag, integer, type OptionCheck, type OptionRow } from '@room-callbacks/core/checked-options'
import type { InspectorSettings } from './inspector-settings.ts'

/** One option: what it means, for the documentation, and what it takes. */
export interface InspectorOptionRow extends OptionRow, OptionCheck {}

// No keyboard and no header writes these: with one, the page could not be opened.
const untypeable = /^\s|\s$|[\p{Cc}\p{Cf}]/u

// Half of a character has no place in an address.
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)

/** The options of an inspector, written once: their interface and their table in the documentation come from here. */
export const optionTable: { readonly [option in keyof InspectorSettings]: InspectorOptionRow } = {
  path: {
    type: 'string',
    default: '/room-callbacks',
    description: 'Where the page is, below the place at which the app mounts the inspector.',
    accepts: (value) => typeof value === 'string' && /^\/[\w\-./~]*$/.test(value),
    expected: 'a path that begins with a slash',
  },
  secret: {
    type: 'string | undefined',
    description:
      'What opens the page, 16 to 256 characters: the password of Basic (any user name will do), `Authorization: Bearer`, or `?secret=` in the address of the page. Default: a random one for each start, which `inspect.url()` tells. Required with `allowRemote`, and where `NODE_ENV` is set to something else than `development` and `test`: there a printed secret would get into logs. Present but undefined throws.',
    accepts: (value) =>
      typeof value === 'string' &&
      value.length >= 16 &&
      value.length <= 256 &&
      isWellFormed(value) &&
      !untypeable.test(value),
    expected:
      'a text of 16 to 256 characters, none of which is invisible, without white space at its ends. One that is read from a file ends with a line break: trim() it',
  },
  trustUnixSocket: {
    type: 'boolean',
    default: false,
    description:
      'Whether a request that came by a Unix domain socket needs no secret. Only for a socket that no proxy sends the requests of strangers to.',
    ...flag,
  },
  capacity: {
    type: 'number',
    ...integer(1, 100_000),
    unit: 'callbacks',
    default: 1000,
    description: 'How many callbacks are kept.',
  },
  memory: {
    type: 'number',
    ...integer(262_144, 2 ** 31),
    unit: 'bytes',
    default: 33_554_432,
    description: 'What the packets that are kept take at most, even below `capacity`.',
  },
  record: {
    type: "'always' | 'watched'",
    description:
      "When callbacks are recorded: `'always'`, or only while a page is open, and a minute after, so that callbacks cost nothing while no page shows them. Default: `'always'` where `NODE_ENV` is `development`, `test` or not set, elsewhere `'watched'`.",
    accepts: (value) => value === 'always' || value === 'watched',
    expected: "'always' or 'watched'",
  },
  allowRemote: {
    type: 'boolean',
    default: false,
    description: 'Whether other machines may open the page, and proxies that say so pass it on. It needs a `secret`.',
    ...flag,
  },
  inboxes: {
    type: 'Readonly<Record<string, InboxOperations>>',
    description:
      'Further inboxes that the page shows, by name, beside that of the receiver: the store of workers, say, opened here too. They need a `secret`.',
    accepts: (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.entries(value).every(
        ([name, inbox]) =>
          /^[\w\-. ]{1,40}$/.test(name) && typeof inbox?.list === 'function' && typeof inbox.retry === 'function',
      ),
    expected: 'an object of inboxes by names of 1 to 40 letters, digits, blanks, "_", "-" and "."',
  },
  hosts: {
    type: 'readonly string[]',
    description: 'Host names under which the page is opened, beside `localhost` and plain addresses.',
    accepts: (value) =>
      Array.isArray(value) && value.every((host) => typeof host === 'string' && /^[\w\-.]+$/.test(host)),
    expected: 'a list of host names, without ports',
  },
}
