import type { Arguments } from '../arguments.ts'
import type { Findings } from '../report/print.ts'
import { benchInbox } from './bench-inbox.ts'

/** What an app that has Postgres chooses between, and what a receiver without an inbox costs. */
const contestants = ['none', 'postgres', 'postgres-both', 'express-postgres', 'by-hand-postgres', 'by-hand-always']

/** Storing in Postgres before the answer, against pg-boss and BullMQ by hand. */
export const benchPostgres = (given: Arguments, tell: (line: string) => void): Promise<Findings> =>
  benchInbox(given.only.length > 0 ? given : { ...given, only: contestants }, tell)
