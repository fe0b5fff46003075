/** A figure, and the command that prints it. */
interface Measured {
  readonly value: number
  readonly command: string
}

// Measured on Node 24 and Linux, 2 cores, Redis 7.0; `receive`, and the commit and the bytes of SQLite, earlier on Node 20. Measure
// again on your own machines: the ratios travel, the figures do not.

const node = 'npm run bench -- --only ours-node'
const sqlite = 'npm run bench:simulation -- measure sqlite'
const always = 'npm run bench:simulation -- measure redis-always'
const everysec = 'npm run bench:simulation -- measure redis-everysec'

/** What one callback costs in a process that receives, without an inbox. Unit: µs of CPU. */
export const receive: Measured = { value: 44, command: node }

/** What one callback costs in an inbox. */
export interface InboxCosts {
  readonly name: string
  /** In the process that receives. Unit: µs of CPU. */
  readonly put: Measured
  /** In the process that delivers, for one attempt. Unit: µs of CPU. */
  readonly deliver: Measured
  /** In the one writer of the store, for a put: what Redis says; of SQLite the time of its thread. Unit: µs. */
  readonly storePut: Measured
  /** In the one writer of the store, for taking and settling. Unit: µs. */
  readonly storeDeliver: Measured
  /** A commit to the disk with nothing else to do. Unit: ms. */
  readonly commit: Measured
  /** There and back without a commit. Unit: ms. */
  readonly roundTrip: Measured
  /** Commands that a callback takes from its storing to its end. */
  readonly commands: Measured
  /** A callback that waits, beside its body. Unit: bytes. */
  readonly entryBytes: Measured
  /** A callback that is handled and remembered. Unit: bytes. */
  readonly rememberedBytes: Measured
}

export const inboxes: { readonly [engine in 'sqlite' | 'redis-always' | 'redis-everysec']: InboxCosts } = {
  sqlite: {
    name: 'SQLite',
    put: { value: 25, command: sqlite },
    deliver: { value: 41, command: sqlite },
    storePut: { value: 15, command: sqlite },
    storeDeliver: { value: 30, command: sqlite },
    commit: { value: 1.58, command: sqlite },
    roundTrip: { value: 0, command: sqlite },
    commands: { value: 3, command: sqlite },
    entryBytes: { value: 500, command: sqlite },
    rememberedBytes: { value: 106, command: sqlite },
  },
  'redis-always': {
    name: 'Redis, appendfsync always',
    put: { value: 47, command: always },
    deliver: { value: 44, command: always },
    storePut: { value: 67, command: always },
    storeDeliver: { value: 136, command: always },
    commit: { value: 0.5, command: always },
    roundTrip: { value: 0.15, command: always },
    commands: { value: 49, command: always },
    entryBytes: { value: 1156, command: always },
    rememberedBytes: { value: 149, command: always },
  },
  'redis-everysec': {
    name: 'Redis, appendfsync everysec',
    put: { value: 57, command: everysec },
    deliver: { value: 39, command: everysec },
    storePut: { value: 78, command: everysec },
    storeDeliver: { value: 119, command: everysec },
    commit: { value: 0, command: everysec },
    roundTrip: { value: 0.15, command: everysec },
    commands: { value: 49, command: everysec },
    entryBytes: { value: 1156, command: everysec },
    rememberedBytes: { value: 150, command: everysec },
  },
}

export type Engine = keyof typeof inboxes
