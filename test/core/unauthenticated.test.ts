import { roomCallbacks } from '@room-callbacks/node'
import t from 'tap'

t.test('one warning for a process in production that authenticates nothing', async (t) => {
  const warnings: unknown[] = []
  const note = (warning: Error & { readonly code?: string }) => {
    // That of `key: false` is another one.
    if (warning.code !== 'unchecked-events') warnings.push([warning.name, warning.code, warning.message])
  }
  process.on('warning', note)
  const environment = process.env['NODE_ENV']
  t.teardown(() => {
    process.off('warning', note)
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
  })
  const emitted = () => new Promise((resolve) => setImmediate(resolve))

  for (const elsewhere of [undefined, 'development', 'test']) {
    if (elsewhere === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = elsewhere
    roomCallbacks(1400000000)
  }
  process.env['NODE_ENV'] = 'production'
  for (const options of [
    { token: 'secret' },
    { token: () => 'secret' },
    { key: 'key1' },
    { key: { 1400000000: 'key1' } },
    { addresses: ['203.0.113.0/24'] },
    { addresses: () => true },
  ]) {
    roomCallbacks(1400000000, options)
  }
  t.throws(() => roomCallbacks(1400000000, { deadline: -1 }), { code: 'invalid-option' })
  await emitted()
  t.strictSame(warnings, [])

  roomCallbacks(1400000000, { key: false })
  roomCallbacks(1400000000)
  await emitted()
  t.match(warnings, [['RoomCallbacksWarning', 'unauthenticated', /neither a token nor a key nor addresses/]])
  t.equal(warnings.length, 1)
})
