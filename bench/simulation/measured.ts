/** A figure, and the command that prints it. */
interface Measured {
  readonly value: number
  readonly command: string
}

// Measured on Node 20 and Linux, 2 cores that other work shared, Redis 7.0. Measure again on your own
// machines: the ratios travel, the figures do not.

const node = 'npm run bench -- --only ours-node'
const lmdb = 'npm run bench:simulation -- measure lmdb'
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
  /** In the one writer of the store, for a put: what Redis says; of LMDB the time, under full load. Unit: µs. */
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

export const inboxes: { readonly [engine in 'lmdb' | 'redis-always' | 'redis-everysec']: InboxCosts } = {
  lmdb: {
    name: 'LMDB',
    put: { value: 23, command: lmdb },
    deliver: { value: 43, command: lmdb },
    storePut: { value: 31, command: lmdb },
    storeDeliver: { value: 50, command: lmdb },
    commit: { value: 0.56, command: lmdb },
    roundTrip: { value: 0, command: lmdb },
    commands: { value: 3, command: lmdb },
    entryBytes: { value: 474, command: lmdb },
    rememberedBytes: { value: 135, command: lmdb },
  },
  'redis-always': {
    name: 'Redis, appendfsync always',
    put: { value: 48, command: always },
    deliver: { value: 143, command: always },
    storePut: { value: 66, command: always },
    storeDeliver: { value: 190, command: always },
    commit: { value: 0.4, command: always },
    roundTrip: { value: 0.15, command: always },
    commands: { value: 49, command: always },
    entryBytes: { value: 1573, command: always },
    rememberedBytes: { value: 582, command: always },
  },
  'redis-everysec': {
    name: 'Redis, appendfsync everysec',
    put: { value: 41, command: everysec },
    deliver: { value: 138, command: everysec },
    storePut: { value: 54, command: everysec },
    storeDeliver: { value: 165, command: everysec },
    commit: { value: 0, command: everysec },
    roundTrip: { value: 0.15, command: everysec },
    commands: { value: 49, command: everysec },
    entryBytes: { value: 1545, command: everysec },
    rememberedBytes: { value: 583, command: everysec },
  },
}

export type Engine = keyof typeof inboxes
