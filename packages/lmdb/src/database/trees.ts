import { type Database, open, type RootDatabase } from 'lmdb'
import { Counters } from '../layout/counters.ts'

type Tree = Database<Uint8Array, Uint8Array>

/** One environment of LMDB, and the trees in it. */
export interface Trees {
  readonly environment: RootDatabase<Uint8Array, Uint8Array>
  /** The records of what waits, runs or is delayed, by sequence. */
  readonly live: Tree
  /** The records of dead letters and decisions, by sequence. */
  readonly kept: Tree
  /** What is known of each id, by its digest. */
  readonly identities: Tree
  /** Where each entry stands, sorted as it is looked for. */
  readonly index: Tree
  readonly meta: Tree
  readonly counters: Counters
}

const bytes = { keyEncoding: 'binary', encoding: 'binary' } as const
const countersKey = Buffer.from('counters')

/** Opens what is there, or makes it. */
export function openTrees(directory: string): Trees {
  const environment = open<Uint8Array, Uint8Array>({
    path: directory,
    // A name with a dot is still a directory.
    noSubdir: false,
    // A commit is on the disk when it returns.
    overlappingSync: false,
    // `Commits` makes the batches.
    eventTurnBatching: false,
    commitDelay: 0,
    ...bytes,
  })
  const tree = (name: string): Tree => environment.openDB<Uint8Array, Uint8Array>({ name, ...bytes })
  return {
    environment,
    live: tree('live'),
    kept: tree('kept'),
    identities: tree('identities'),
    index: tree('index'),
    meta: tree('meta'),
    counters: new Counters(),
  }
}

/** Reads what other processes wrote meanwhile. */
export function loadCounters({ meta, counters }: Trees): Counters {
  counters.load(meta.getBinary(countersKey))
  return counters
}

/** A transaction that changes nothing waits for no disk. */
export function saveCounters({ meta, counters }: Trees): void {
  if (counters.isChanged) meta.putSync(countersKey, counters.bytes)
}
