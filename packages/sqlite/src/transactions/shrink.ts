import type { Store } from '../database/store.ts'

/** Free pages that a file keeps for what comes next, beside a tenth of its size. */
const spare = 1024
/** Pages that one transaction gives back. */
const part = 1024

/** Gives free pages at the end of the file back to the disk. @returns whether there may be more */
export function shrink({ statements, database }: Store): boolean {
  const pages = statements.get('PRAGMA page_count')?.['page_count'] as number
  const free = statements.get('PRAGMA freelist_count')?.['freelist_count'] as number
  const over = free - spare - Math.floor(pages / 10)
  if (over <= 0) return false
  database.exec(`PRAGMA incremental_vacuum(${Math.min(over, part)})`)
  // A file that was made without it gives nothing back.
  const left = statements.get('PRAGMA page_count')?.['page_count'] as number
  return over > part && left < pages
}
