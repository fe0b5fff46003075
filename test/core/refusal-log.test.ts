import { roomCallbacks } from '@room-callbacks/node'
import { type InjectOptions, inject, memoryInbox, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { appId, observed, printedLines, settled } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const token = 'tRtcWebhookToken01'

/** Runs what waits for a minute when a test says so. */
function minutes(t: Test): () => void {
  const { setTimeout: original } = globalThis
  let waiting: (() => void)[] = []
  const value = (run: (value?: unknown) => void, delay: number, passed?: unknown) => {
    if (delay !== 60_000) return original(run, delay, passed)
    waiting.push(run)
    return { unref: () => {} }
  }
  t.intercept(globalThis, 'setTimeout', { value })
  return () => {
    const due = waiting
    waiting = []
    for (const run of due) run()
  }
}

t.test('without a rejected hook each code of a refusal is printed, once a minute with its number', async (t) => {
  const printed = printedLines(t)
  const passMinute = minutes(t)
  const callbacks = roomCallbacks(appId, { token })
  const send = (options: InjectOptions) => inject(callbacks, packet(command), options)
  for (let time = 0; time < 5; time++) await send({ token: 'forged-token' })
  await send({ token, sdkAppId: 1400000001 })
  t.equal(printed.length, 2, 'the first of each code at once')
  t.match(printed.splice(0), [
    /^room-callbacks: refused one callback: bad-signature \(401\)\. Sign .* The last was "Room\.Call\w+" of app "1400000000"\.$/,
    /^room-callbacks: refused one callback: unknown-app \(403\)\. .* The last was "Room\.Call\w+" of app "1400000001"\.$/,
  ])
  passMinute()
  t.equal(printed.length, 1, 'nothing of what did not come again')
  t.match(printed.splice(0), [/^room-callbacks: refused 4 more callbacks: bad-signature \(401\)/])
  await send({ token: 'forged-token' })
  await send({ token, sdkAppId: 1400000001 })
  t.match(
    printed.splice(0),
    [/^room-callbacks: refused one callback: unknown-app/],
    'after a quiet minute at once again',
  )
  passMinute()
  t.match(printed.splice(0), [/^room-callbacks: refused one more callback: bad-signature/])
  await send({ token: 'forged-token' })
  await callbacks.close()
  t.match(
    printed.splice(0),
    [/^room-callbacks: refused one more callback: bad-signature/],
    'close() tells what is left',
  )
  t.equal((await send({ token })).answer.ErrorInfo, 'closing')
  t.match(printed.splice(0), [/: closing \(503\)\./], 'and goes on telling')
})

t.test('an error hook alone does not hide a refusal', async (t) => {
  const printed = printedLines(t)
  const callbacks = roomCallbacks(appId, { token }).on('error', () => t.fail('it is no error'))
  await inject(callbacks, packet(command), { token: 'forged-token' })
  t.match(printed, [/bad-signature/])
  await callbacks.close()
})

t.test('a rejected hook is told instead', async (t) => {
  const printed = printedLines(t)
  const { callbacks, rejections } = observed({ token })
  await inject(callbacks, packet(command), { token: 'forged-token' })
  t.equal(rejections.length, 1)
  t.same(printed, [])
})

t.test('what is printed of a refusal is bounded, and holds neither the token nor a signature', async (t) => {
  const printed = printedLines(t)
  const callbacks = roomCallbacks(appId, { token })
  const word = `X.${'y'.repeat(5000)}`
  await inject(callbacks, packet(command), { command: word, token: 'forged-token' })
  await inject(callbacks, packet(command), { command: word, token, sdkAppId: '9'.repeat(5000) })
  const [wrong = '', malformed = ''] = printed
  t.match([wrong, malformed], [/bad-signature/, /malformed-query/])
  for (const line of printed) {
    t.ok(line.length < 800, `${line.length} characters`)
    t.notMatch(line, /[0-9a-f]{64}/)
    t.notMatch(line, token)
  }
  await callbacks.close()
})

t.test('a callback that could not be stored reaches the error hook, with its context', async (t) => {
  const printed = printedLines(t)
  const inbox = memoryInbox({ capacity: 1 })
  const seen: unknown[] = []
  const callbacks = roomCallbacks(appId, { inbox, delivery: false }).on('error', ({ code, cause }, context) => {
    seen.push([code, (cause as { code: string }).code, context?.command])
  })
  await inject(callbacks, packet(command))
  t.equal((await inject(callbacks, packet(command, { RoomId: 'two' }))).status, 503)
  await settled()
  t.same(seen, [['store-failed', 'inbox-full', command]])
  t.match(printed, [
    /refused one callback: store-failed \(503\)\. .* It was Room\.\w+\. The inbox holds as many .* Ask stats\(\)/,
  ])
  await callbacks.close()
})

t.test('without an error hook a fault is printed, also where the rejected hook heard of it', async (t) => {
  const printed = printedLines(t)
  const passMinute = minutes(t)
  const rejections: string[] = []
  const options = {
    clock: () => {
      throw new TypeError('no time')
    },
  }
  const callbacks = roomCallbacks(appId, options).on('rejected', ({ outcome }) => rejections.push(outcome))
  for (let time = 0; time < 3; time++) t.equal((await inject(callbacks, packet(command))).status, 500)
  await settled()
  t.same(rejections, ['internal', 'internal', 'internal'])
  t.match(printed.splice(0), [/refused one callback: internal \(500\)\. .* The cause: TypeError: no time/])
  passMinute()
  t.match(printed, [/refused 2 more callbacks: internal/])
})
