import type { Inbox } from '@room-callbacks/core/inbox'
import type { Test } from 'tap'
import { recordOf } from '../redis/record.ts'
import { runCli } from './run-cli.ts'

/**
 * Does with the command line what an operator does, on a store that an app has open.
 *
 * @param store What ROOM_CALLBACKS_STORE holds.
 * @param flags Where in its database the inbox is.
 */
export async function operateStore(t: Test, inbox: Inbox, store: string, flags: readonly string[] = []) {
  const cwd = t.testdir({ 'room-callbacks.config.json': '{}' })
  const run = async (...argv: string[]) => {
    const ended = await runCli(['inbox', ...argv, ...flags], { cwd, env: { ROOM_CALLBACKS_STORE: store } })
    t.equal(ended.code, 0, `${argv.join(' ')}: ${ended.stderr}`)
    return ended
  }
  const refusal = { code: 'invalid-packet', message: 'as asked' }
  for (const id of ['first', 'second', 'third']) await inbox.put(recordOf(id, { refusal }))
  t.match((await run('migrate', '--json')).json(), { isUpToDate: true })
  t.match((await run('stats', '--json')).json(), { dead: 3, groups: { dead: { counted: 3 } } })
  t.match((await run('list', '--json')).json(), [{ id: 'first' }, { id: 'second' }, { id: 'third' }])
  t.match((await run('show', 'second', '--json')).json(), { id: 'second', error: refusal })
  t.equal(JSON.parse((await run('export')).stdout).callbacks.length, 3)
  t.match((await run('purge', 'first', '--yes', '--json')).stdout, '{"purged":1}')
  t.match((await run('retry', '--all', '--yes', '--json')).stdout, '{"retried":2}')
  inbox.deliver(async () => ({ state: 'handled' }))
  t.match((await run('drain', '--json')).json(), { waiting: 0, running: 0, delayed: 0, dead: 0 })
}
