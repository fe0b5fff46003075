/** A client of pg inside BEGIN and COMMIT, or PGlite's transaction. */
export interface PgTransaction {
  query(text: string): Promise<{ readonly rows: readonly unknown[] }>
}

/** What `sql.begin((sql) => …)` of postgres gives. */
export interface PostgresJsTransaction {
  unsafe(text: string): PromiseLike<readonly unknown[]>
}

/** What `db.transaction((tx) => …)` of Drizzle gives. */
export interface DrizzleTransaction {
  execute(text: string): PromiseLike<unknown>
}

/** What `db.transaction().execute((trx) => …)` of Kysely gives. */
export interface KyselyTransaction {
  // biome-ignore lint/suspicious/noExplicitAny: the type of a compiled query differs between the releases of Kysely.
  executeQuery(query: any): Promise<{ readonly rows: readonly unknown[] }>
}

/** What `knex.transaction((trx) => …)` gives. */
export interface KnexTransaction {
  raw(text: string): PromiseLike<unknown>
}

/** What `prisma.$transaction((tx) => …)` gives. */
export interface PrismaTransaction {
  $queryRawUnsafe(text: string): PromiseLike<unknown>
}

/** A transaction of the app, of any of these clients, by its shape. */
export type Transaction =
  | PgTransaction
  | PostgresJsTransaction
  | DrizzleTransaction
  | KyselyTransaction
  | KnexTransaction
  | PrismaTransaction

type AnyTransaction = Partial<
  PgTransaction & PostgresJsTransaction & DrizzleTransaction & KyselyTransaction & KnexTransaction & PrismaTransaction
>

/** Runs a statement without parameters in it, and gives its rows. */
export async function runInTransaction(transaction: Transaction, text: string): Promise<readonly unknown[]> {
  const client = transaction as AnyTransaction
  if (client.$queryRawUnsafe) return rowsOf(await client.$queryRawUnsafe(text))
  if (client.executeQuery) return rowsOf(await client.executeQuery(rawQuery(text)))
  if (client.unsafe) return rowsOf(await client.unsafe(text))
  // Knex has a `query`, too, and Drizzle one that is an object.
  if (client.raw) return rowsOf(await client.raw(text))
  if (client.execute) return rowsOf(await client.execute(text))
  return rowsOf(await (client as PgTransaction).query(text))
}

/** Whether it is one of them. */
export function isTransaction(value: unknown): value is Transaction {
  const client = Object(value) as Readonly<Record<string, unknown>>
  const doors = ['$queryRawUnsafe', 'executeQuery', 'unsafe', 'raw', 'execute', 'query']
  return doors.some((name) => typeof client[name] === 'function')
}

/** What `CompiledQuery.raw(text)` of Kysely makes. */
function rawQuery(text: string): object {
  const query = { kind: 'RawNode', sqlFragments: [text], parameters: [] }
  return { sql: text, query, parameters: [], queryId: { queryId: text } }
}

const rowsOf = (result: unknown): readonly unknown[] =>
  Array.isArray(result) ? result : (result as { rows: readonly unknown[] }).rows
