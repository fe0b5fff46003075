import { openInbox } from '@room-callbacks/lmdb'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { startChild } from './child.ts'
import { freshDirectory } from './fresh-directory.ts'

t.test('a store that keeps everybody waiting does not keep a callback from being refused in time', async (t) => {
  const { directory, remove } = freshDirectory()
  t.teardown(remove)
  const inbox = await openInbox(directory)
  const callbacks = roomCallbacks(1400000000, { inbox, delivery: false, deadline: 50 })
  const child = startChild('hold-lock', [directory])
  await new Promise((resolve) => child.process.stdout?.once('data', resolve))

  const refused = await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))
  t.strictSame([refused.status, refused.outcome], [503, 'store-failed'])

  child.process.stdin?.end()
  t.equal(await child.ended, 0)
  // However slow the disk of this machine is.
  while ((await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))).status !== 200);
  t.equal((await inbox.stats()).waiting, 1, 'it goes on when the lock is given back, and what came late is stored once')
  await callbacks.close()
  await inbox.close()
})
