import type { Probe } from './probes.ts'

/** What is sent to a receiver of RTC Engine beside the other probes, in this order. */
export const engineProbes: readonly Probe[] = [
  {
    name: 'event',
    what: 'an event of RTC Engine',
    expected: 'taken',
    hint: 'Without the key option the headers of RTC Engine are not for the receiver, and the request is passed on: give roomCallbacks() the key of the callback settings. Behind a body parser it needs the bytes, as rawBody of the request.',
  },
  {
    name: 'keyless',
    what: 'an event without a signature',
    expected: 'refused',
    isUnsigned: true,
    hint: 'It accepts every sender who knows its URL: set a key in the console, and give the receiver the key instead of false.',
  },
  {
    name: 'wrong-key',
    what: 'an event signed with another key',
    expected: 'refused',
    needsSecret: true,
    isForged: true,
    hint: 'Every sender can send it events: give the receiver the key of the callback settings.',
  },
  {
    name: 'rewritten',
    what: 'an event serialised again after it was signed',
    expected: 'refused',
    needsSecret: true,
    isRewritten: true,
    hint: 'It does not verify the bytes as received. A body that was parsed and serialised again has other bytes.',
  },
  {
    name: 'foreign-event',
    what: 'an event of another app',
    expected: 'refused',
    isForeign: true,
    hint: 'It takes the events of every app: compare SdkAppId with yours.',
  },
]
