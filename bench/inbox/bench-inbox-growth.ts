import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInbox, type InboxRecord, readInboxOptions } from '@room-callbacks/core/inbox'
import { openStore } from '@room-callbacks/sqlite'
import type { Arguments } from '../arguments.ts'
import type { Findings } from '../report/print.ts'

const command = 'Room.CallbackAfterCreateRoom'
const body = Buffer.from(JSON.stringify({ CallbackCommand: command, RoomId: 'x'.repeat(850) }))
const window = 86_400_000
/** Callbacks that are under way at once. */
const crowd = 128

/** How large the file of the embedded store gets with what was handled, and whether it stays so after retention. */
export async function benchInboxGrowth(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const count = given.quick ? 20_000 : 1_000_000
  const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-bench-'))
  const path = join(folder, 'callbacks.db')
  const rows: string[][] = []
  const megabytes = () => statSync(path).size / 1e6
  const note = (what: string) => {
    rows.push([what, megabytes().toFixed(1)])
    tell(`${what}: ${megabytes().toFixed(1)} MB`)
  }
  await handle(path, 0, count)
  note(`${count} handled`)
  const first = megabytes()
  await forget(path)
  note('after retention')
  for (let round = 1; round <= 2; round++) {
    await handle(path, round * count, count)
    note(`${count} more handled`)
    await forget(path)
    note('after retention')
  }
  const last = Number(rows.at(-2)?.[1])
  rmSync(folder, { recursive: true })
  return {
    extent: `one process that puts and delivers, ${body.length} bytes each`,
    table: { head: ['what', 'MB'], rows },
    verdicts: [
      {
        what: `file with ${count} handled`,
        target: '≤ 200 MB',
        measured: `${first.toFixed(1)} MB`,
        isMet: first <= 200,
      },
      {
        what: 'the same after two times retention',
        target: 'grows by ≤ 5 %',
        measured: `${((last / first - 1) * 100).toFixed(1)} %`,
        isMet: last / first <= 1.05,
      },
    ],
    raw: rows,
  }
}

async function handle(path: string, from: number, count: number): Promise<void> {
  const settings = readInboxOptions({ window, concurrency: crowd })
  const inbox = createInbox(await openStore(path, settings), settings)
  inbox.deliver(async () => ({ state: 'handled' }))
  let next = from
  const putAll = async () => {
    while (next < from + count) await inbox.put(recordOf(next++))
  }
  await Promise.all(Array.from({ length: crowd }, putAll))
  await inbox.drain()
  await inbox.close()
}

/** What an expiry does when the window of all is over. */
async function forget(path: string): Promise<void> {
  const store = await openStore(path, readInboxOptions({ window }))
  await store.expire(Date.now() + 2 * window)
  await store.close()
}

function recordOf(number: number): InboxRecord {
  const receivedAt = Date.now()
  const id = `1400000000:${command}:${receivedAt}:${number.toString(36).padStart(22, 'x')}`
  return { id, idempotencyKey: id, sdkAppId: '1400000000', command, receivedAs: command, receivedAt, body }
}
