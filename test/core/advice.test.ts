import { commands, type ErrorCode, errorTable, RoomCallbacksError } from '@room-callbacks/core'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { observed, settled } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const gift = 'Live.CallbackBeforeSendGift'

t.test('advice that points at a cause belongs to errors that have one', async (t) => {
  const withCause: readonly ErrorCode[] = ['handler-failed', 'hook-failed', 'internal']
  for (const [code, { advice }] of Object.entries(errorTable)) {
    if (/\bcause\b/.test(advice)) t.ok(withCause.includes(code as ErrorCode), code)
  }
})

/** A store that fails with everything that it is asked for. */
const broken = {
  claim: () => {
    throw new Error('no claim')
  },
  complete: () => {},
  release: () => {},
}
const forgetful = {
  claim: () => ({ state: 'claimed' }) as const,
  complete: () => {
    throw new Error('not written')
  },
  release: () => {},
}

t.test('an error about a callback names its command', async (t) => {
  const messages: string[] = []
  const note = ({ errors, rejections }: ReturnType<typeof observed>) => {
    messages.push(
      ...[...errors, ...rejections.map(({ error }) => error)].map(({ code, message }) => `${code}: ${message}`),
    )
  }
  const receivers = [
    observed({ deduplication: { store: broken } }),
    observed({ deduplication: { store: forgetful } }),
    observed({ inbox: memoryInbox({ capacity: 1 }), delivery: false }),
    observed({ validation: 'strict' }),
  ]
  for (const receiver of receivers) {
    const { callbacks } = receiver
    callbacks
      .on(command, () => {})
      .on(gift, (_event, context) => {
        throw new RoomCallbacksError('internal', String(context.command))
      })
    for (const RoomId of ['one', 'two'])
      await inject(callbacks, packet(command, { RoomId, ['New' as never]: 1 as never }))
    await inject(callbacks, packet(gift))
    await settled()
    note(receiver)
    await callbacks.close()
  }
  const codes = new Set(messages.map((message) => message.split(':', 1)[0]))
  t.strictSame(codes, new Set(['deduplication-failed', 'handler-failed', 'store-failed', 'invalid-packet']))
  const names = commands.map(({ name }) => name)
  for (const message of messages)
    t.ok(
      names.some((name) => message.includes(name)),
      message,
    )
})

t.test('a request that is gone is told with the command that asked for it', async (t) => {
  const inbox = memoryInbox()
  const { callbacks, errors } = observed({ inbox })
  callbacks.on(command, (_event, context) => context.host)
  await inject(callbacks, packet(command))
  while (errors.length === 0) await settled()
  t.match(errors[0]?.cause, { code: 'request-gone', message: /It was Room\.CallbackAfterMemberEnter\./ })
  await callbacks.close()
  await inbox.close()
})

t.test('so does every refusal of an authentic callback, and an error of a hook', async (t) => {
  const token = 'secret'
  const { callbacks, rejections, errors } = observed({ token, bodyLimit: 1000 })
  callbacks.on('unhandled', () => {
    throw new Error('a hook')
  })
  for (const body of ['{', '[]', '{"a":1e400}', '{"__proto__":1}', ' '.repeat(1001), packet(gift)]) {
    await inject(callbacks, body, { command, token })
  }
  await inject(callbacks, packet(command), { token })
  await settled()
  t.strictSame(
    rejections.map(({ outcome }) => outcome),
    ['invalid-json', 'invalid-packet', 'invalid-packet', 'invalid-json', 'too-large', 'command-mismatch'],
  )
  for (const { error } of rejections) t.match(error.message, command)
  t.match(errors, [{ code: 'hook-failed', message: /"unhandled".* It was Room\.CallbackAfterMemberEnter\.$/ }])

  await inject(callbacks, packet(command), { token: 'forged' })
  await inject(callbacks, '{', { token, command: 'Room.\u001b[31mred' })
  t.notMatch(rejections.at(-2)?.error.message, command, 'what a forged callback is about means nothing')
  t.match(rejections.at(-1)?.error.message, String.raw`It was Room.\u001b[31mred.`)
})
