import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import t from 'tap'
import { loadDriver } from '../../packages/sqlite/src/database/load-driver.ts'
import { newSharedCounts } from '../../packages/sqlite/src/database/store.ts'
import { requestOf } from '../../packages/sqlite/src/layout/records.ts'
import { packBatch } from '../../packages/sqlite/src/store/store-thread.ts'
import { serveStore } from '../../packages/sqlite/src/thread/serve-store.ts'
import type { ToThread } from '../../packages/sqlite/src/thread/thread-message.ts'
import { freshPlace } from './fresh-place.ts'
import { numbered } from './records.ts'
import { settingsOf } from './settings.ts'

/** What a thread answers that finds all its messages waiting. */
function answersTo(path: string, messages: readonly ToThread[]): unknown[] {
  const { port1, port2 } = new MessageChannel()
  for (const message of messages) port1.postMessage(message)
  const bell = new Int32Array(new SharedArrayBuffer(4)).fill(messages.length)
  const shared = newSharedCounts()
  const times = { boot: 'test', time: 1, now: 1 }
  const opening = { path, settings: settingsOf(), purpose: 'inbox', ...times, shared } as const
  serveStore(port2, { opening, bell }, loadDriver)
  const answers = receivedOn(port1)
  port1.close()
  return answers
}

function receivedOn(port: MessagePort): unknown[] {
  const found: unknown[] = []
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) found.push(next.message)
  return found
}

t.test('the thread does what it is told, one after the other, until it is to close', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const batch = { puts: [requestOf(numbered(1), 1, 0)], completions: [], operations: [], time: 1, wait: 100 }
  const look = { ...batch, puts: [], operations: [['stats', 1]] } as const
  const answers = answersTo(path, [
    { kind: 'watch', isOn: true },
    { kind: 'batch', batch: packBatch(batch) },
    { kind: 'checkpoint' },
    { kind: 'watch', isOn: false },
    { kind: 'close' },
  ])
  t.match(answers, [{ kind: 'opened' }, { kind: 'reply', reply: { isBusy: false, failures: [] } }])
  t.match(answersTo(path, [{ kind: 'batch', batch: packBatch(look) }, { kind: 'close' }]), [
    { kind: 'opened' },
    { reply: { results: [{ waiting: 1 }] } },
  ])
})

t.test('a thread that cannot open the store says why, and ends', async (t) => {
  const { folder, remove } = freshPlace()
  t.teardown(remove)
  t.match(answersTo(folder, []), [{ kind: 'failed', code: 'inbox-failed', message: /is a directory/ }])
})
