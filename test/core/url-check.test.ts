import { type CallbackRequest, type CheckedUrl, type Options, signatureOf } from '@room-callbacks/core'
import { observe } from '@room-callbacks/core/inspect'
import t from 'tap'
import { observed, settled } from './receiver.ts'

const now = 1_700_000_000
const signed = (token = 'secret', time = now) => `Sign=${signatureOf(token, String(time))}&RequestTime=${time}`

/** What becomes of a request, and what the `checked` hook is told. */
async function check(
  query: string,
  options: Options = {},
  request: Partial<CallbackRequest<never>> = {},
  ids?: Parameters<typeof observed>[1],
) {
  const { callbacks, rejections } = observed({ token: 'secret', clock: () => now * 1000, ...options }, ids)
  const told: CheckedUrl[] = []
  const handled: unknown[] = []
  callbacks.on('checked', (url) => told.push(url)).on('*', (event) => handled.push(event))
  callbacks.on('unknown', (event) => handled.push(event))
  const reply = await callbacks.receive({
    method: 'POST',
    query,
    headers: {},
    body: { kind: 'consumed' },
    remoteAddress: undefined,
    host: 'the host' as never,
    ...request,
  })
  await settled()
  if (handled.length > 0) throw new Error('no handler is for a check')
  return { outcome: reply?.outcome, reply, told, rejections, callbacks }
}

t.test('a signed POST without app and command is the check of the URL, and is answered OK', async (t) => {
  const { reply, told, callbacks } = await check(signed())
  t.match(reply, {
    outcome: 'checked',
    status: 200,
    body: '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}',
    close: false,
  })
  t.strictSame(told, [
    { sdkAppId: undefined, receivedAs: undefined, receivedAt: new Date(now * 1000), host: 'the host' },
  ])
  callbacks.on('Room.CallbackAfterCreateRoom', () => {})
  t.pass('it ends no registration')
})

t.test('the query may have other parameters, a command that means nothing, or the app', async (t) => {
  t.equal((await check(`tenant=9&${signed()}&RequestID=1`)).outcome, 'checked')
  t.equal((await check(`sign=${signatureOf('secret', String(now))}&REQUESTTIME=${now}`)).outcome, 'checked')
  const command = await check(`CallbackCommand=Room.CallbackAfterCreateRoom&${signed()}`)
  t.match(command, { outcome: 'checked', told: [{ receivedAs: 'Room.CallbackAfterCreateRoom' }] })
  t.match(await check(`SdkAppid=1400000000&${signed()}`), { outcome: 'checked', told: [{ sdkAppId: '1400000000' }] })
})

t.test('without a valid signature it is not for the receiver', async (t) => {
  for (const query of [
    '',
    'Sign=&RequestTime=',
    `Sign=${'0'.repeat(64)}&RequestTime=${now}`,
    `Sign=${signatureOf('secret', String(now))}`,
    `RequestTime=${now}`,
    signed('forged'),
    signed('secret', now - 61),
    signed('secret', now + 61),
    `${signed()}&Sign=${'0'.repeat(64)}`,
    `${signed()}&RequestTime[]=1`,
    `Sign=${signatureOf('secret', 'x')}&RequestTime=x`,
    `Sign=%ff&RequestTime=${now}`,
    `SdkAppid=5&${signed()}`,
  ]) {
    t.equal((await check(query)).outcome, undefined, query)
  }
  t.equal((await check(signed(), {}, { method: 'GET' })).outcome, undefined)
  t.match(await check(`CallbackCommand=Room.X&${signed('forged')}`), { outcome: 'malformed-query', told: [] })
})

t.test('the token of any app will do, one that a function finds will not', async (t) => {
  const token = { 1400000000: 'first', 1400000001: ['old', 'second'] }
  const ids = [1400000000, 1400000001]
  for (const one of ['first', 'old', 'second'])
    t.equal((await check(signed(one), { token }, {}, ids)).outcome, 'checked')
  t.equal((await check(`SdkAppid=1400000000&${signed('second')}`, { token }, {}, ids)).outcome, undefined)
  t.equal((await check(signed(), {}, {}, () => true)).outcome, 'checked', 'one token for all apps')
  t.equal((await check(signed('first'), { token }, {}, () => true)).outcome, undefined)
  t.equal((await check(signed(), { token: () => 'secret' })).outcome, undefined)
})

t.test('without a token there is no check', async (t) => {
  const { callbacks } = observed()
  const request = { method: 'POST', headers: {}, body: { kind: 'consumed' } as const, remoteAddress: undefined }
  t.equal(callbacks.receive({ ...request, query: signed(), host: undefined as never }), undefined)
})

t.test('tools count it, a closing receiver ends the connection, and unread bytes do', async (t) => {
  const { callbacks } = observed({ token: 'secret', clock: () => now * 1000 })
  const seen: unknown[] = []
  observe(callbacks, {
    answered: ({ number, reply, signature, command, receivedAs }) =>
      seen.push([number, reply.outcome, signature, command, receivedAs]),
  })
  const send = (headers: CallbackRequest['headers'] = {}) =>
    callbacks.receive({
      method: 'POST',
      query: signed(),
      headers,
      body: { kind: 'consumed' },
      remoteAddress: undefined,
      host: undefined as never,
    })
  t.equal((await send({ 'content-length': '20' }))?.close, false)
  t.equal((await send({ 'content-length': '999999999' }))?.close, true)
  t.strictSame(seen, [
    [1, 'checked', 'valid', undefined, ''],
    [2, 'checked', 'valid', undefined, ''],
  ])
  await callbacks.close()
  t.match(await send(), { close: true, closing: true, status: 200 })
})

t.test(
  'a hook that throws changes no answer, and one that is slow is waited for where the platform needs it',
  async (t) => {
    const { callbacks, errors } = observed({ token: 'secret', clock: () => now * 1000 })
    let isDone = false
    callbacks.on('checked', async () => {
      await settled()
      isDone = true
      throw new Error('broken')
    })
    const kept: Promise<unknown>[] = []
    const request = {
      method: 'POST',
      query: signed(),
      headers: {},
      body: { kind: 'consumed' } as const,
      remoteAddress: undefined,
    }
    const reply = await callbacks.receive({ ...request, host: undefined as never, endsWithReply: true })
    t.match([isDone, reply?.outcome], [true, 'checked'])
    await callbacks.receive({ ...request, host: undefined as never, waitUntil: (work) => kept.push(work) })
    t.equal(kept.length, 1)
    await callbacks.close()
    t.strictSame(
      errors.map(({ code, message }) => [code, /"checked", registered at/.test(message)]),
      [
        ['hook-failed', true],
        ['hook-failed', true],
      ],
    )
  },
)
