import { showLife } from '../database/processes.ts'
import type { Store } from '../database/store.ts'
import { announce, forgetUnhandled } from '../transactions/announce.ts'
import { claim, completeClaim, forgetClaims, releaseClaim } from '../transactions/claim.ts'
import { lease, nextDue } from '../transactions/lease.ts'
import { forgetHandled, purge, retry } from '../transactions/operate.ts'
import { get, list, stats } from '../transactions/read.ts'
import { complete, deadLetter, delay, extend, release } from '../transactions/settle.ts'
import { shrink } from '../transactions/shrink.ts'

/** What changes the store. Each runs inside a transaction, beside others. */
export interface Writes {
  readonly lease: typeof lease
  readonly extend: typeof extend
  readonly release: typeof release
  readonly complete: typeof complete
  readonly delay: typeof delay
  readonly deadLetter: typeof deadLetter
  readonly announce: typeof announce
  readonly retry: typeof retry
  readonly purge: typeof purge
  readonly forgetHandled: typeof forgetHandled
  readonly forgetUnhandled: typeof forgetUnhandled
  readonly showLife: typeof showLife
  readonly shrink: typeof shrink
  readonly claim: typeof claim
  readonly completeClaim: typeof completeClaim
  readonly releaseClaim: typeof releaseClaim
  readonly forgetClaims: typeof forgetClaims
}

/** What only looks. Each sees one moment of the store, after the changes that were asked for with it. */
export interface Reads {
  readonly stats: typeof stats
  readonly list: typeof list
  readonly get: typeof get
  readonly nextDue: typeof nextDue
}

export const writes: Writes = {
  lease,
  extend,
  release,
  complete,
  delay,
  deadLetter,
  announce,
  retry,
  purge,
  forgetHandled,
  forgetUnhandled,
  showLife,
  shrink,
  claim,
  completeClaim,
  releaseClaim,
  forgetClaims,
}

export const reads: Reads = { stats, list, get, nextDue }

type Operations = Writes & Reads
export type OperationName = keyof Operations

/** What an operation is given beside the store. */
export type Given<Name extends OperationName> = Operations[Name] extends (
  store: Store,
  ...given: infer Values
) => unknown
  ? Values
  : never

/** One thing that is asked for: the name of an operation, and what it is given. */
export type Operation = { [Name in OperationName]: readonly [Name, ...Given<Name>] }[OperationName]

/** What an operation gives back. */
export type ResultOf<Name extends OperationName> = ReturnType<Operations[Name]>
