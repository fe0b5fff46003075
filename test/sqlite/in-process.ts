import type { InboxSettings, InboxStore } from '@room-callbacks/core/inbox'
import { loadDriver } from '../../packages/sqlite/src/database/load-driver.ts'
import { openStore } from '../../packages/sqlite/src/database/open-store.ts'
import { newSharedCounts } from '../../packages/sqlite/src/database/store.ts'
import { Commits } from '../../packages/sqlite/src/store/commits.ts'
import { SqliteStore } from '../../packages/sqlite/src/store/sqlite-store.ts'
import { packBatch } from '../../packages/sqlite/src/store/store-thread.ts'
import type { BatchReply, BatchRunner } from '../../packages/sqlite/src/thread/batch.ts'
import { StoreServer } from '../../packages/sqlite/src/thread/serve-store.ts'

/** Clocks of a test. */
export interface Clocks {
  readonly clock?: () => number
  readonly leaseClock?: () => number
  readonly boot?: string
}

/**
 * A store whose thread is this one: it opens in a moment, and what runs in it counts for the coverage, which is not taken
 * in other threads.
 */
export function openInProcess(path: string, settings: InboxSettings, clocks: Clocks = {}): InboxStore {
  const { clock = Date.now, leaseClock = () => Math.floor(performance.now()), boot = 'test' } = clocks
  const shared = newSharedCounts()
  const open = () => runnerOf({ path, settings, purpose: 'inbox', boot, time: leaseClock(), now: clock(), shared })
  return new SqliteStore(new Commits(open(), async () => open(), leaseClock), settings, leaseClock)
}

function runnerOf(opening: Parameters<typeof openStore>[1]): BatchRunner {
  let reply: BatchReply | undefined
  const server = new StoreServer(openStore(loadDriver(), opening), (message) => {
    if (message.kind === 'reply') reply = message.reply
    else if (message.kind === 'changed') runner.onChange()
  })
  let timer: NodeJS.Timeout | undefined
  const runner: BatchRunner = {
    onChange: () => {},
    async run(batch) {
      // Copied, as on its way to another thread.
      server.receive({ kind: 'batch', batch: structuredClone(packBatch(batch)) })
      return structuredClone(reply as BatchReply)
    },
    watch(isOn) {
      clearInterval(timer)
      server.receive({ kind: 'watch', isOn })
      if (isOn) timer = setInterval(() => server.lookIfDue(), server.patience)
    },
    checkpoint: () => server.receive({ kind: 'checkpoint' }),
    async close() {
      clearInterval(timer)
      server.receive({ kind: 'close' })
    },
  }
  return runner
}
