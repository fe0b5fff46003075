/**
 * Anything that runs a query. PGlite is one. Without `connect()` there is no way to give up a connection that does not answer,
 * so the driver has to do it by a time-out of its own.
 */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  /** PGlite tells of notifications by it. @returns Ends it. */
  listen?(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
}

/** A `Pool` of pg. */
export interface PgPool {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  connect(): Promise<PgClient>
  on(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
}

/** A client of such a pool, for as long as it is checked out. */
export interface PgClient {
  /** The process of the server that it speaks with, as it was told when it connected. */
  readonly processID?: number | null
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  /** @param isBroken Whether the connection is ended instead of used again. */
  release(isBroken?: boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'notification', listener: (message: { payload?: string | undefined }) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
}

/** The `sql` of postgres (postgres.js). */
export interface PostgresJs {
  unsafe(text: string, values?: never[]): PromiseLike<readonly unknown[]>
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onListen?: () => void,
  ): PromiseLike<{ unlisten(): Promise<void> }>
}

/** What an app may have already. */
export type Pool = PgPool | PostgresJs | Queryable

/** Options of a client of pg. */
export interface ConnectionOptions {
  readonly connectionString?: string
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly password?: string | (() => string | Promise<string>)
  readonly database?: string
  readonly ssl?: boolean | object
  /** Connections at most, with the one that waits for notifications. Default: 6. */
  readonly max?: number
  readonly [option: string]: unknown
}
