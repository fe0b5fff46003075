import { once, type PrismaTransaction } from '@room-callbacks/postgres'
import pg from 'pg'

// A process that has the same effects over and over, until it is killed: each adds one to a row of its own.
const [client = '', url = '', effects = '0'] = process.argv.slice(2)

const add = (id: number) => `UPDATE effects_seen SET times = times + 1 WHERE id = ${id} AND client = '${client}'`

/** What of Prisma's client is used here. */
interface PrismaClient {
  $transaction(work: (transaction: PrismaTransaction) => Promise<unknown>): Promise<unknown>
}

type Run = (id: number, context: { readonly idempotencyKey: string }) => Promise<unknown>

// Each process loads the client that it uses.
const clients: Record<string, () => Promise<Run>> = {
  pg: async () => {
    const pool = new pg.Pool({ connectionString: url, max: 2 })
    return async (id, context) => {
      const transaction = await pool.connect()
      try {
        await transaction.query('BEGIN')
        await once(transaction, context, (open) => open.query(add(id)))
        await transaction.query('COMMIT')
      } finally {
        transaction.release()
      }
    }
  },
  postgres: async () => {
    const { default: postgres } = await import('postgres')
    const open = postgres(url, { max: 2, onnotice() {} })
    return (id, context) => open.begin((transaction) => once(transaction, context, () => transaction.unsafe(add(id))))
  },
  drizzle: async () => {
    const { sql } = await import('drizzle-orm')
    const { drizzle } = await import('drizzle-orm/node-postgres')
    const database = drizzle(new pg.Pool({ connectionString: url, max: 2 }))
    return (id, context) =>
      database.transaction((transaction) => once(transaction, context, () => transaction.execute(sql.raw(add(id)))))
  },
  kysely: async () => {
    const { Kysely, PostgresDialect, sql } = await import('kysely')
    const pool = new pg.Pool({ connectionString: url, max: 2 })
    const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
    return (id, context) =>
      database
        .transaction()
        .execute((transaction) => once(transaction, context, () => sql.raw(add(id)).execute(transaction)))
  },
  knex: async () => {
    const { default: knex } = await import('knex')
    const database = knex({ client: 'pg', connection: url, pool: { min: 0, max: 2 } })
    return (id, context) =>
      database.transaction((transaction) =>
        once(transaction, context, async () => void (await transaction.raw(add(id)))),
      )
  },
  // The real client where PRISMA_CLIENT names a module with one (CONTRIBUTING.md), which is too large to install for every run.
  prisma: async () => {
    const { PRISMA_CLIENT } = process.env
    if (PRISMA_CLIENT) {
      const { open } = (await import(PRISMA_CLIENT)) as { open: (url: string) => PrismaClient }
      const prisma = open(url)
      return (id, context) =>
        prisma.$transaction((transaction) =>
          once(transaction, context, () => transaction.$queryRawUnsafe(`${add(id)} RETURNING id`)),
        )
    }
    // Otherwise the shape of its transaction.
    const pool = new pg.Pool({ connectionString: url, max: 2 })
    return async (id, context) => {
      const connected = await pool.connect()
      const transaction = { $queryRawUnsafe: async (text: string) => (await connected.query(text)).rows }
      try {
        await connected.query('BEGIN')
        await once(transaction, context, (open) => open.$queryRawUnsafe(add(id)))
        await connected.query('COMMIT')
      } finally {
        connected.release()
      }
    }
  },
}

const run = await (clients[client] as () => Promise<Run>)()
for (let id = 0; id < Number(effects); id++) {
  // As a second attempt beside the first.
  await Promise.all([run(id, { idempotencyKey: `key ${id}` }), run(id, { idempotencyKey: `key ${id}` })])
  process.send?.(id)
}
process.exit()
