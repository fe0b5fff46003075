import { commands, type Options } from '@room-callbacks/core'
import { observe, replay } from '@room-callbacks/core/inspect'
import { callbackQuery, callV1Samples, inject, memoryInbox, packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { appId, observed } from './receiver.ts'

const started = 'CallV1.caller_start_call'
const statusWords = ['cancel', 'reject', 'not_answer', 'normal_end', 'call_busy', 'interrupt']
const words = commands.filter(({ protocol }) => protocol === 'call-v1').map(({ name }) => name.slice('CallV1.'.length))

/** Delivers a sample under a query of this word, and tells how it was answered, and under which command it arrived. */
async function send(word: string, change: object = {}, options: Options = {}, query = '') {
  const { callbacks, rejections, errors } = observed({ callV1: true, ...options })
  const told: unknown[] = []
  callbacks.on('*', (event, { command, receivedAs, eventTime, orderKey, clientIp, platform }) =>
    told.push({ event, command, receivedAs, eventTime, orderKey, clientIp, platform }),
  )
  callbacks.on('unknown', (_event, { command }) => told.push(command))
  const sample = statusWords.includes(word) || word === 'call_end' ? 'CallV1.normal_end' : started
  const reply = await callbacks.receive({
    method: 'POST',
    query: query || callbackQuery({ sdkAppId: appId, command: `CallV1.${word}` }),
    headers: {},
    body: { kind: 'text', text: JSON.stringify({ ...JSON.parse(sampleText(sample)), ...change }) },
    remoteAddress: undefined,
    host: undefined as never,
  })
  return {
    outcome: reply?.outcome,
    status: reply?.status,
    answer: reply && JSON.parse(reply.body),
    told,
    rejections,
    errors,
  }
}

t.test('call.md 2: all 25 words arrive, and are answered as v1 reads it', async (t) => {
  t.equal(words.length, 25)
  for (const word of words) {
    const { status, answer, told } = await send(word)
    t.strictSame([status, answer], [200, { ErrorCode: 0, ErrorMessage: 'Success' }], word)
    t.match(told, [{ command: `CallV1.${word}`, receivedAs: `CallV1.${word}` }])
  }
})

t.test('call.md 2: EventTime is in seconds, and calls keep their order', async (t) => {
  const { told } = await send('caller_start_call')
  t.match(told, [
    {
      event: JSON.parse(sampleText(started)),
      eventTime: new Date(1704695566000),
      orderKey: `${appId}/call/aheahfo-eqwnknoihfsd-qweqf`,
      clientIp: '127.0.0.1',
      platform: 'iOS',
    },
  ])
})

t.test('call.md 2: the sample of the status page has 9 digits in EventTime', async (t) => {
  const { told } = await send('normal_end')
  t.match(told, [{ eventTime: new Date(170485688000), event: { EventTime: 170485688 } }])
})

t.test(
  'call.md 2: the sample URL of the status page says call_end, and CallResult says which word it is',
  async (t) => {
    for (const CallResult of statusWords) {
      t.match((await send('call_end', { CallResult })).told, [
        { command: `CallV1.${CallResult}`, receivedAs: 'CallV1.call_end' },
      ])
    }
    for (const CallResult of ['', 'caller_start_call', 'tomorrow', null, 5]) {
      const { outcome, answer, told } = await send('call_end', { CallResult })
      t.strictSame([outcome, answer.ErrorCode, told], ['unknown-command', 0, ['CallV1.call_end']], String(CallResult))
    }
  },
)

t.test('call.md 2: the query has lower-case names, in any order and case', async (t) => {
  for (const query of [
    'clientip=1.2.3.4&command=cancel&contenttype=json&optplatform=miniProgram&sdkappid=1400000000&tenant=9',
    'SdkAppId=1400000000&Command=cancel',
    'sdkappid=1400000000&comm%61nd=cancel',
  ]) {
    t.match((await send('cancel', {}, {}, query)).told, [{ command: 'CallV1.cancel' }], query)
  }
})

t.test('call.md 2: tables capitalise MediaType and CallType', async (t) => {
  const { told } = await send('caller_start_call', { MediaType: 'Audio', CallType: 'Group' })
  t.match(told, [{ event: { MediaType: 'Audio', CallType: 'Group' } }])
})

t.test('call.md 2: StartCallTs, AcceptTs and EndTs come with a normal end only', async (t) => {
  const without = { StartCallTs: undefined, AcceptTs: undefined, EndTs: undefined }
  t.equal((await send('caller_start_call', without)).outcome, 'handled')
  t.equal((await send('cancel', { ...without, CallResult: 'cancel' })).outcome, 'handled')
})

t.test('call.md 2: of two words no page prints Event', async (t) => {
  for (const word of ['invite_user', 'join_in_group_call']) {
    t.equal((await send(word, { Event: 'whatever_it_is' })).outcome, 'handled')
  }
})

t.test('call.md 2: ErrorCode is not 0 only where the callback is to be sent again', async (t) => {
  const failing = observed({ callV1: true })
  let attempts = 0
  failing.callbacks.on(started, () => {
    if (++attempts === 1) throw new Error('broken')
  })
  const sendAgain = async () => (await inject(failing.callbacks, packet(started), { command: started })).answer
  t.strictSame(await sendAgain(), { ErrorCode: 1, ErrorMessage: 'handler-failed' })
  t.strictSame(await sendAgain(), { ErrorCode: 0, ErrorMessage: 'Success' })
  t.strictSame(await sendAgain(), { ErrorCode: 0, ErrorMessage: 'Success' }, 'a duplicate is not sent again')
  t.equal(attempts, 2)
  const refused = await send('cancel', { CallId: 5 })
  t.strictSame([refused.status, refused.answer], [400, { ErrorCode: 1, ErrorMessage: 'invalid-packet' }])
})

t.test('without the option a request with these names is not for the receiver', async (t) => {
  t.equal((await send('cancel', {}, { callV1: false })).outcome, undefined)
  const { callbacks } = observed()
  for (const target of [started, [started], 'CallV1.*'] as const) {
    t.throws(() => callbacks.on(target as typeof started, () => {}), {
      code: 'invalid-option',
      message: /callV1: true is needed/,
    })
  }
})

t.test('with the option, requests of the app with one of these names go past it', async (t) => {
  const { callbacks } = observed({ callV1: true })
  const receive = (method: string, query: string) =>
    callbacks.receive({
      method,
      query,
      headers: {},
      body: { kind: 'consumed' },
      remoteAddress: undefined,
      host: undefined as never,
    })
  t.equal(receive('POST', 'command=cancel'), undefined)
  t.equal(receive('POST', 'sdkappid=1400000000'), undefined)
  t.equal(receive('GET', 'sdkappid=1400000000&command=cancel'), undefined)
  t.equal((await receive('POST', 'sdkappid=5&command=cancel'))?.outcome, 'unknown-app')
  t.equal((await receive('POST', 'sdkappid=x&command=cancel'))?.outcome, 'malformed-query')
  t.equal((await receive('POST', 'sdkappid=1400000000&command=a&command=b'))?.outcome, 'malformed-query')
})

t.test('a token checks no callback of v1, addresses do', async (t) => {
  t.equal((await send('cancel', {}, { token: 'secret' })).outcome, 'handled')
  t.equal((await send('cancel', {}, { token: () => Promise.reject(new Error('no database')) })).outcome, 'handled')
  t.equal((await send('cancel', {}, { token: 'secret', addresses: ['10.0.0.1'] })).outcome, 'forbidden-address')
})

t.test('a word or a body of another protocol is refused, and an unknown word is none of the catalog', async (t) => {
  t.equal((await send('Room.CallbackAfterCreateRoom')).outcome, 'command-mismatch')
  t.equal((await send('cancel', { CallbackCommand: 'Call.CallbackAfterEndCall' })).outcome, 'command-mismatch')
  t.equal((await send('cancel', { CallbackCommand: null })).outcome, 'handled')
  const { callbacks } = observed({ callV1: true })
  for (const word of ['cancel', 'CallV1.cancel', 'CallV1.tomorrow', 'CallV1.']) {
    const query = `SdkAppid=${appId}&CallbackCommand=${word}`
    const body = { kind: 'text', text: sampleText('CallV1.normal_end') } as const
    const reply = await callbacks.receive({
      method: 'POST',
      query,
      headers: {},
      body,
      remoteAddress: undefined,
      host: undefined as never,
    })
    t.match(reply, { outcome: 'command-mismatch', body: /"ActionStatus":"FAIL"/ }, `a Chat answer is expected: ${word}`)
  }
  const { outcome, answer, told } = await send('tomorrow')
  t.strictSame([outcome, answer.ErrorCode, told], ['unknown-command', 0, ['CallV1.tomorrow']])
})

t.test('an inbox keeps them, and delivers what is known', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ callV1: true, inbox })
  const told: string[] = []
  callbacks.on('CallV1.*', (event, { command, receivedAs }) => told.push(`${command} ${receivedAs} ${event.CallId}`))
  const status = { ...packet('CallV1.normal_end'), CallResult: 'reject' }
  t.equal((await inject(callbacks, status, { command: 'CallV1.call_end' })).outcome, 'accepted')
  t.equal((await inject(callbacks, status, { command: 'CallV1.tomorrow' })).outcome, 'unknown-command')
  await inbox.drain()
  t.strictSame(told, ['CallV1.reject CallV1.call_end aheahfo-eqwnknoihfsd-qweqf'])
  t.match(await inbox.list('dead'), [{ record: { command: 'CallV1.tomorrow' }, error: { code: 'unknown-command' } }])
  await callbacks.close()
  await inbox.close()
})

t.test('tools see that nothing was checked, and can replay it', async (t) => {
  const { callbacks } = observed({ callV1: true, token: 'secret' })
  callbacks.on(started, () => {})
  const seen: unknown[] = []
  observe(callbacks, { answered: ({ signature, receivedAs, query }) => seen.push([signature, receivedAs, query]) })
  const raw = Buffer.from(sampleText(started))
  t.equal((await replay(callbacks, { sdkAppId: String(appId), command: started, raw })).outcome, 'handled')
  t.strictSame(seen, [['unchecked', started, `sdkappid=${appId}&command=caller_start_call`]])
})

t.test('there is a sample of every word', async (t) => {
  t.strictSame(
    callV1Samples.map(({ command }) => command),
    words.map((word) => `CallV1.${word}`).sort(),
  )
  for (const { command } of callV1Samples) {
    // Of two words no page prints `Event`.
    const isComplete = JSON.parse(sampleText(command)).Event !== ''
    const { callbacks } = observed({ callV1: true, validation: isComplete ? 'strict' : 'tolerant' })
    t.equal((await inject(callbacks, packet(command), { command })).outcome, 'unhandled', command)
  }
})
