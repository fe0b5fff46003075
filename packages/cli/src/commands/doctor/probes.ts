/** One callback of the doctor, and what a sound receiver does with it. */
export interface Probe {
  readonly name: string
  readonly what: string
  /** Whether a receiver has to take it, or to refuse it. */
  readonly expected: 'taken' | 'refused'
  /** Whether only a token, or a key, tells right from wrong. */
  readonly needsSecret?: boolean
  readonly isForged?: boolean
  readonly isUnsigned?: boolean
  /** How long ago it is signed. Unit: ms. */
  readonly age?: number
  readonly isOversize?: boolean
  readonly isForeign?: boolean
  /** Whether its body is written in another way after it was signed. */
  readonly isRewritten?: boolean
  /** What helps when the receiver does the opposite. */
  readonly hint: string
}

const anHour = 3_600_000

/** What is sent, in this order. */
export const probes: readonly Probe[] = [
  {
    name: 'valid',
    what: 'as the platform sends it',
    expected: 'taken',
    hint: 'Compare path, SDKAppID and token with those of the server, and look into its log.',
  },
  {
    name: 'unsigned',
    what: 'without a signature',
    expected: 'refused',
    isUnsigned: true,
    hint: 'It accepts every sender who knows its URL: enable authentication in the callback settings, and give the receiver the token. Conference has no token: use a secret path and the addresses option there.',
  },
  {
    name: 'forged',
    what: 'signed with another token',
    expected: 'refused',
    needsSecret: true,
    isForged: true,
    hint: 'Every sender can send it callbacks: give the receiver the token of the callback settings.',
  },
  {
    name: 'stale',
    what: 'signed an hour ago',
    expected: 'refused',
    needsSecret: true,
    age: anHour,
    hint: 'A person who sees one request can use its signature for ever: refuse a RequestTime that is over a minute away (64412).',
  },
  {
    name: 'oversize',
    what: 'larger than any packet',
    expected: 'refused',
    isOversize: true,
    hint: 'Every sender can fill its memory: limit the size of a body.',
  },
  {
    name: 'foreign',
    what: 'of another app',
    expected: 'refused',
    isForeign: true,
    hint: 'It takes the callbacks of every app: compare SdkAppid with yours.',
  },
]
