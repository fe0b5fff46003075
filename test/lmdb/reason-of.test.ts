import t from 'tap'
import { reasonOf } from '../../packages/lmdb/src/database/reason-of.ts'

t.test('why a commit failed stands beside the error, if it is known', async (t) => {
  const reason = new Error('No space left on device')
  const plain = new Error('Commit failed')
  t.equal(await reasonOf(plain), plain)
  t.equal(await reasonOf(Object.assign(new Error('Commit failed'), { commitError: Promise.reject(reason) })), reason)
  const silent = Object.assign(new Error('Commit failed'), { commitError: new Promise(() => {}) })
  t.equal(await reasonOf(silent), silent, 'what never comes is not waited for')
})
