import type { HandledCommands, InboxSettings } from '@room-callbacks/core/inbox'
import type { Numbers } from '../layout/numbers.ts'
import type { Announcements, CommandNames } from './commands.ts'
import type { Database, HotStatements, Statements } from './database.ts'

/** An open store, as what is done in its thread sees it. */
export interface Store {
  /** Names this opening of the file among those of other processes. */
  readonly id: string
  readonly path: string
  readonly database: Database
  readonly statements: Statements
  readonly settings: InboxSettings
  readonly numbers: Numbers
  readonly commands: CommandNames
  readonly announcements: Announcements
  readonly hot: HotStatements
  /** What the connections of this process share, see `sharedCounts`. */
  readonly shared: Int32Array
  /** The commands that this process asked for last when it leased. */
  leasing: HandledCommands
  /** The lease clock when the batch was sent that is worked on. Unit: ms since the machine started. */
  time: number
  /** `commits` of the numbers when this connection saw or changed the store last. */
  lastCommits: number
  /** No delay or lease of these commands is over earlier, on the lease clock; undefined where it has to be looked for. */
  dueBound: DueBound | undefined
}

/** A time before which nothing is due. */
interface DueBound {
  readonly commands: HandledCommands
  /** Infinity where there is no delay and no lease. */
  time: number
}

/** Places in the memory that the connections of a process share. */
export const sharedCounts = {
  /** How often this process raised `commits` of the numbers. */
  own: 0,
  /** How many of the `commits` were of other processes when one of the connections looked last. */
  foreign: 1,
} as const

/** Memory for `sharedCounts`. */
export const newSharedCounts = (): Int32Array => new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))

/** Whether another process committed something since a connection of this one looked last. The numbers are loaded. */
export function seesForeign({ numbers, shared }: Pick<Store, 'numbers' | 'shared'>): boolean {
  const foreign = (numbers.get('commits') - Atomics.load(shared, sharedCounts.own)) | 0
  return Atomics.exchange(shared, sharedCounts.foreign, foreign) !== foreign
}

/** A delay or a lease that this connection writes is over at a time. */
export function noteDue({ dueBound }: Store, time: number): void {
  if (dueBound && time < dueBound.time) dueBound.time = time
}
