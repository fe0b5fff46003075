import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { allow, type CommandName, type Context } from '@room-callbacks/core'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { deferred, observed, settled } from './receiver.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

const after = 'Room.CallbackAfterMemberEnter'
const before = 'Live.CallbackBeforeSendGift'

t.test('a callback that is over leaves nothing of its signal, with any listener', async (t) => {
  for (const ack of ['handled', 'received'] as const) {
    const { callbacks } = observed({ ack })
    let seen: WeakRef<AbortSignal>[] = []
    const use = ({ signal }: Context): void => {
      signal.addEventListener('abort', () => seen)
      seen.push(new WeakRef(signal))
    }
    const names: CommandName[] = [after, 'Live.CallbackAfterChangeOwner']
    callbacks
      .on(after, (_event, context) => use(context))
      .on(before, (_event, context) => {
        use(context)
        return allow()
      })
      .on('unknown', (_packet, context) => use(context))
      .on('unhandled', (_event, context) => use(context))
      .on('duplicate', (_event, context) => use(context))
    for (const body of [...names, before as CommandName].map((name) => packet(name))) {
      await inject(callbacks, body)
      await inject(callbacks, body)
    }
    await inject(callbacks, { CallbackCommand: 'Room.New' })
    await settled()
    t.ok(seen.length >= 6, `${seen.length} signals were used`)
    for (let turn = 0; turn < 100 && seen.length > 0; turn++) {
      await settled()
      collect()
      seen = seen.filter((reference) => reference.deref() !== undefined)
    }
    t.equal(seen.length, 0, `ack: ${ack}`)
  }
})

t.test('close({ timeout }) aborts the signal of each callback that still runs', async (t) => {
  const gate = deferred()
  const running: Record<string, AbortSignal> = {}
  const wait = (name: string) => (_event: unknown, context: Context | undefined) => {
    running[name] = (context as Context).signal
    return gate.promise
  }
  const { callbacks } = observed({ deadline: 10 })
  callbacks
    .on('Room.CallbackAfterCreateRoom', () => {})
    .on(after, wait('handler'))
    .on('Live.CallbackAfterModifyAdmin', () => {
      throw new Error('for the error hook')
    })
    .on(before, async (_event, context) => {
      await wait('verdict')(_event, context)
      return allow()
    })
    .on('unknown', wait('unknown'))
    .on('unhandled', wait('unhandled'))
    .on('duplicate', wait('duplicate'))
    .on('error', (error, context) => (error.code === 'handler-failed' ? wait('error')(error, context) : undefined))
  for (const name of ['Room.CallbackAfterCreateRoom', 'Room.CallbackAfterCreateRoom', after, before] as const) {
    await inject(callbacks, packet(name))
  }
  await inject(callbacks, packet('Live.CallbackAfterModifyAdmin'))
  await inject(callbacks, packet('Live.CallbackAfterChangeOwner'))
  await inject(callbacks, { CallbackCommand: 'Room.New' })
  const { verdict, ...others } = running
  t.equal(verdict?.aborted, true, 'a verdict is no longer wanted at the deadline')
  t.strictSame(Object.keys(others).sort(), ['duplicate', 'error', 'handler', 'unhandled', 'unknown'])
  for (const [name, signal] of Object.entries(others)) t.equal(signal.aborted, false, name)
  await t.rejects(callbacks.close({ timeout: 10 }), { code: 'close-timeout', message: /Callbacks: 6, hooks: 0\.$/ })
  for (const [name, signal] of Object.entries(others)) t.equal(signal.aborted, true, name)
  gate.resolve()
  await callbacks.close()
})

t.test('a signal that is asked for too late is aborted already', async (t) => {
  const gate = deferred()
  const late: AbortSignal[] = []
  const { callbacks } = observed({ deadline: 10 })
  callbacks.on(after, async (_event, context) => {
    await gate.promise
    late.push(context.signal)
  })
  callbacks.on(before, async (_event, context) => {
    await gate.promise
    late.push(context.signal)
    return allow()
  })
  await inject(callbacks, packet(before))
  await inject(callbacks, packet(after))
  await t.rejects(callbacks.close({ timeout: 10 }), { code: 'close-timeout' })
  gate.resolve()
  await callbacks.close()
  t.strictSame(
    late.map(({ aborted }) => aborted),
    [true, true],
  )
})

t.test('a signal that is asked for when all is over never aborts', async (t) => {
  const contexts: Context[] = []
  const { callbacks } = observed()
  callbacks.on(after, (_event, context) => contexts.push(context))
  await inject(callbacks, packet(after))
  t.equal(contexts[0]?.signal.aborted, false)
  t.equal(contexts[0]?.signal, contexts[0]?.signal)
})

t.test('a hook that begins when its callback is answered still has a signal that aborts', async (t) => {
  const gate = deferred()
  const signals: AbortSignal[] = []
  const { callbacks } = observed({ deadline: 10 })
  callbacks.on(before, async (_event, { signal }) => {
    signals.push(signal)
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    throw new Error('late')
  })
  callbacks.on('error', (_error, context) => {
    signals.push((context as Context).signal)
    return gate.promise
  })
  await inject(callbacks, packet(before))
  await t.rejects(callbacks.close({ timeout: 10 }), { code: 'close-timeout', message: /Callbacks: 1, hooks: 0\.$/ })
  gate.resolve()
  await callbacks.close()
  t.equal(signals.length, 2)
})

t.test('observers of a Before callback have signals of their own, which abort with the receiver alone', async (t) => {
  const gate = deferred()
  const signals: AbortSignal[] = []
  const { callbacks } = observed({ deadline: 10 })
  const wait = (_event: unknown, { signal }: Context) => {
    signals.push(signal)
    return gate.promise
  }
  callbacks.on('Group.CallbackBeforeSendMsg', () => allow())
  callbacks.on('*', wait).on('duplicate', wait).on('duplicate', wait)
  const message = packet('Group.CallbackBeforeSendMsg')
  await inject(callbacks, message)
  await inject(callbacks, message)
  await settled()
  t.equal(signals.length, 2, 'of the second duplicate hook not yet')
  t.not(signals[0], signals[1])
  t.notOk(signals.some(({ aborted }) => aborted))
  await t.rejects(callbacks.close({ timeout: 10 }), { message: /Callbacks: 2, hooks: 0\.$/ })
  t.ok(signals.every(({ aborted }) => aborted))
  gate.resolve()
  await callbacks.close()
  t.equal(signals.length, 3)
  t.ok(signals[2]?.aborted, 'what is asked for too late is aborted already')
})
