import { createHash, randomUUID } from 'node:crypto'
import type { InboxRecord } from '@room-callbacks/core/inbox'
import { openInbox } from '@room-callbacks/postgres'
import pg from 'pg'
import type { Arguments } from '../arguments.ts'
import type { Findings } from '../report/print.ts'
import { newPlace } from './place.ts'

const command = 'Room.CallbackAfterCreateRoom'
const body = Buffer.from(JSON.stringify({ CallbackCommand: command, RoomId: 'x'.repeat(850) }))
/** For how long the ids of handled callbacks are remembered: the sweep of each minute forgets what is older. Unit: ms. */
const window = 60_000
/** Callbacks that are under way at once. */
const crowd = 128
const steps = 10

/** What the tables and their indexes take. Unit: bytes. */
interface Sizes {
  readonly tables: number
  readonly indexes: number
}

/** Whether tables and indexes stay as they are while callbacks come and are handled: autovacuum alone gives space back. */
export async function benchPostgresGrowth(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const count = given.quick ? 2000 : 100_000
  const place = await newPlace.postgres()
  const client = new pg.Client(place.name)
  await client.connect()
  const inbox = await openInbox(
    { connection: place.name, migrate: true, queryTimeout: 20_000 },
    { window, concurrency: crowd },
  )
  inbox.deliver(async () => ({ state: 'handled' }))
  const all: Sizes[] = []
  for (let step = 1; step <= steps; step++) {
    await handle(inbox, count)
    all.push(await sizesOf(client))
    tell(`${step * count} handled: ${megabytes(all.at(-1) as Sizes).join(' MB of tables, ')} MB of indexes`)
  }
  await inbox.close()
  await client.end()
  await place.remove()
  // What is forgotten each minute leaves room that autovacuum gives free at its own time: sizes rise and fall like the teeth of a
  // saw, so the highest of either half are compared, and not two moments.
  const highest = (half: readonly Sizes[]): number => Math.max(...half.map(({ tables, indexes }) => tables + indexes))
  const growth = highest(all.slice(steps / 2)) / highest(all.slice(0, steps / 2))
  return {
    extent: `one process that puts and delivers, ${body.length} bytes each, window of ${window / 1000} s`,
    table: {
      head: ['handled', 'tables MB', 'indexes MB'],
      rows: all.map((sizes, index) => [String((index + 1) * count), ...megabytes(sizes)]),
    },
    verdicts: [
      {
        what: `tables and indexes at most, among the second ${(steps / 2) * count} handled over among the first`,
        target: '≤ 1.2',
        measured: growth.toFixed(2),
        isMet: growth <= 1.2,
      },
    ],
    raw: all,
  }
}

async function handle(inbox: Awaited<ReturnType<typeof openInbox>>, count: number): Promise<void> {
  let left = count
  const putAll = async () => {
    while (left-- > 0) await inbox.put(newRecord())
  }
  await Promise.all(Array.from({ length: crowd }, putAll))
  await inbox.drain()
}

async function sizesOf(client: pg.Client): Promise<Sizes> {
  const { rows } =
    await client.query(`SELECT sum(pg_table_size(oid))::float8 AS tables, sum(pg_indexes_size(oid))::float8 AS indexes
    FROM pg_class WHERE relnamespace = 'room_callbacks'::regnamespace AND relkind = 'r'`)
  return rows[0] as Sizes
}

const megabytes = ({ tables, indexes }: Sizes): string[] => [tables, indexes].map((size) => (size / 1e6).toFixed(1))

function newRecord(): InboxRecord {
  const receivedAt = Date.now()
  const id = `1400000000:${command}:${createHash('sha256').update(randomUUID()).digest('base64url')}`
  return { id, idempotencyKey: id, sdkAppId: '1400000000', command, receivedAs: command, receivedAt, body }
}
