import type { HandledCommands, InboxSettings } from '@room-callbacks/core/inbox'
import type { Numbers } from '../layout/numbers.ts'
import type { Announcements } from './announcements.ts'
import type { CommandNames } from './command-names.ts'
import type { Database } from './database.ts'
import type { Statements } from './statements.ts'

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
  /** One number: how often this process raised `commits` of the numbers. Its connections share it. */
  readonly ownCommits: Int32Array
  /** The commands that this process asked for last when it leased. */
  leasing: HandledCommands
  /** The lease clock when the batch was sent that is worked on. Unit: ms since the machine started. */
  time: number
}
