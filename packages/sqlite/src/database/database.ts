/** What a column may hold. Integers stay below 2^53. */
export type Value = string | number | Uint8Array | null

/** A row by its columns. */
export type Row = Readonly<Record<string, Value>>

/** A statement that was compiled. Its parameters are plain question marks: better-sqlite3 takes `?1` for a name. */
export interface Statement {
  run(...values: readonly Value[]): { readonly changes: number | bigint }
  get(...values: readonly Value[]): Row | undefined
  all(...values: readonly Value[]): readonly Row[]
}

/** What this package needs of a library for SQLite. `node:sqlite` and `better-sqlite3` both have it. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}
