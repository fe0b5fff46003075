import { allow, type Claim, type DeduplicationStore, deny, MemoryStore, type Reply } from '@room-callbacks/core'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { decision, deferred, observed, settled } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const message = 'Group.CallbackBeforeSendMsg'
const gift = 'Live.CallbackBeforeSendGift'

/** What a store does with claims that no test looks at. */
const settling = { complete() {}, release() {} }

const reply: Reply = { outcome: 'handled', status: 200, headers: {}, body: '{}', close: false }

t.test('a finished callback is answered again, not handled again', async (t) => {
  const { callbacks } = observed({ token: 'secret' })
  let handled = 0
  const duplicates: string[] = []
  callbacks
    .on(command, () => handled++)
    .on('duplicate', (_event, { idempotencyKey }) => duplicates.push(idempotencyKey))
  const send = (requestTime: number, clientIp: string) =>
    inject(callbacks, packet(command), { token: 'secret', requestTime, clientIp })
  const now = Math.floor(Date.now() / 1000)
  t.equal((await send(now, '1.1.1.1')).outcome, 'handled')
  const again = await send(now - 1, '2.2.2.2')
  t.equal(decision(again), '200 duplicate OK 0', 'signature, time and client address do not count')
  t.equal(handled, 1)
  t.match(duplicates, [/^1400000000:Room.CallbackAfterMemberEnter:1670574414123:[\w-]{43}$/])
})

t.test('another body, command or app is another callback', async (t) => {
  const { callbacks } = observed({}, [1400000000, 1400000001])
  let handled = 0
  callbacks.on('*', () => handled++)
  await inject(callbacks, packet(command))
  await inject(callbacks, packet(command, { EventTime: 1 }))
  await inject(callbacks, packet(command), { sdkAppId: 1400000001 })
  await inject(callbacks, packet('Room.CallbackAfterMemberLeave'))
  t.equal(handled, 4)
})

t.test('a request of Desk is the same callback under its request id, with another body too', async (t) => {
  const { callbacks } = observed()
  let handled = 0
  callbacks.on(['Desk.SessionEventNotify', 'State.StateChange'], () => handled++)
  const send = async (command: 'Desk.SessionEventNotify' | 'State.StateChange', requestId: string, EventTime: number) =>
    (await inject(callbacks, packet(command, { EventTime }), { requestId })).outcome
  t.equal(await send('Desk.SessionEventNotify', 'one', 1), 'handled')
  t.equal(await send('Desk.SessionEventNotify', 'one', 2), 'duplicate')
  t.equal(await send('Desk.SessionEventNotify', 'two', 2), 'handled')
  t.equal(await send('State.StateChange', 'one', 1), 'handled')
  t.equal(
    await send('State.StateChange', 'one', 2),
    'handled',
    'for another command no page says that it stays the same',
  )
  t.equal(await send('State.StateChange', 'two', 2), 'duplicate')
  t.equal(handled, 4)
})

t.test('an alias is the same callback', async (t) => {
  const { callbacks } = observed()
  callbacks.on('*', () => {})
  const { CallbackCommand: _, ...body } = packet('Room.CallbackAfterUpdateRoomInfo')
  t.equal((await inject(callbacks, body, { command: 'Room.CallbackAfterUpdateRoomInfo' })).outcome, 'handled')
  t.equal((await inject(callbacks, body, { command: 'Room.CallbackUpdateRoomInfo' })).outcome, 'duplicate')
})

t.test('a duplicate of a running callback waits for it', async (t) => {
  const { callbacks } = observed()
  const gate = deferred()
  let handled = 0
  callbacks.on(command, () => {
    handled++
    return gate.promise
  })
  const first = inject(callbacks, packet(command))
  const second = inject(callbacks, packet(command))
  await settled()
  gate.resolve()
  t.equal((await first).outcome, 'handled')
  t.equal((await second).outcome, 'duplicate')
  t.equal(handled, 1)
})

t.test('a duplicate takes over from one that failed', async (t) => {
  const { callbacks } = observed()
  const gate = deferred()
  let handled = 0
  callbacks.on(command, async () => {
    if (++handled === 1) {
      await gate.promise
      throw new Error('first')
    }
  })
  const first = inject(callbacks, packet(command))
  const second = inject(callbacks, packet(command))
  const third = inject(callbacks, packet(command))
  await settled()
  gate.resolve()
  t.equal((await first).outcome, 'handler-failed')
  t.strictSame(new Set([(await second).outcome, (await third).outcome]), new Set(['duplicate', 'handled']))
  t.equal(handled, 2)
})

t.test('a failed callback is handled when it comes again', async (t) => {
  const { callbacks } = observed()
  let handled = 0
  callbacks.on(command, () => {
    if (++handled === 1) throw new Error('first')
  })
  t.equal((await inject(callbacks, packet(command))).outcome, 'handler-failed')
  t.equal((await inject(callbacks, packet(command))).outcome, 'handled')
  t.equal((await inject(callbacks, packet(command))).outcome, 'duplicate')
})

t.test('a duplicate does not wait beyond its own deadline', async (t) => {
  const { callbacks } = observed({ deadline: 30 })
  const gate = deferred()
  callbacks.on(command, () => gate.promise)
  callbacks.on(message, async () => {
    await gate.promise
    return deny()
  })
  const after = [inject(callbacks, packet(command)), inject(callbacks, packet(command))]
  t.strictSame((await Promise.all(after)).map(decision), ['200 timed-out OK 0', '200 duplicate OK 0'])
  const before = [inject(callbacks, packet(message)), inject(callbacks, packet(message))]
  t.strictSame((await Promise.all(before)).map(decision), ['200 timed-out OK 0', '200 duplicate OK 0'])
  gate.resolve()
  await callbacks.close()
})

t.test('a store that does not answer holds up nothing', async (t) => {
  for (const late of ['claimed', 'finished', 'failed'] as const) {
    await t.test(late, async (t) => {
      const gate = deferred()
      let released = 0
      const store: DeduplicationStore = {
        async claim() {
          await gate.promise
          if (late === 'failed') throw new Error('connection lost')
          if (late === 'finished') return { state: 'finished', reply }
          return { state: 'claimed' }
        },
        complete() {},
        release: () => void released++,
      }
      const { callbacks, errors } = observed({ deadline: 20, deduplication: { store } })
      let handled = 0
      callbacks.on(command, () => handled++).on(message, () => deny())
      t.equal(decision(await inject(callbacks, packet(command))), '200 handled OK 0')
      t.equal(handled, 1, 'it was handled, late')
      t.equal(decision(await inject(callbacks, packet(message))), '200 handled OK 1')
      t.match(errors, [{ code: 'deduplication-failed', cause: { message: /did not answer before the deadline/ } }, {}])
      gate.resolve()
      await settled()
      t.equal(released, late === 'claimed' ? 2 : 0, 'a claim that comes too late is given back')
      t.equal(errors.length, 2)
    })
  }
})

t.test('a store that says again and again that another is running keeps no deadline from coming', async (t) => {
  const store: DeduplicationStore = {
    ...settling,
    claim: () => ({ state: 'running', settled: Promise.resolve(undefined) }),
  }
  const { callbacks } = observed({ deadline: 20, deduplication: { store } })
  callbacks.on(command, () => {})
  t.equal(decision(await inject(callbacks, packet(command))), '200 duplicate OK 0')
})

t.test('a store that cannot tell when a callback is settled is asked again', async (t) => {
  const reply = { outcome: 'handled', status: 200, headers: {}, body: '{}', close: false } as const
  const answers: Claim[] = [{ state: 'running' }, { state: 'running' }, { state: 'finished', reply }]
  const tokens = new Set<number>()
  const store: DeduplicationStore = {
    ...settling,
    claim(_key, token) {
      tokens.add(token)
      return answers.shift() as Claim
    },
  }
  const { callbacks } = observed({ deduplication: { store } })
  callbacks.on(command, () => {})
  t.equal((await inject(callbacks, packet(command))).outcome, 'duplicate')
  t.equal(answers.length, 0)
  t.equal(tokens.size, 1, 'one delivery is one token')
})

t.test('a store that fails after the deadline changes no answer', async (t) => {
  const [late, later] = [deferred(), deferred()]
  const store: DeduplicationStore = {
    ...settling,
    async claim() {
      await late.promise
      return { state: 'running', settled: Promise.reject(new Error('late')) }
    },
  }
  const { callbacks } = observed({ deadline: 10, deduplication: { store } })
  callbacks.on(command, async () => {
    await later.promise
    throw new Error('later')
  })
  t.equal((await inject(callbacks, packet(command))).outcome, 'timed-out')
  late.resolve()
  await settled()
  later.resolve()
  await callbacks.close()
  await settled()
})

t.test('observers of a Before command without a handler see it once', async (t) => {
  const { callbacks } = observed()
  let seen = 0
  callbacks.on('*', () => seen++)
  t.equal(decision(await inject(callbacks, packet(message))), '200 unhandled OK 0')
  t.equal(decision(await inject(callbacks, packet(message))), '200 duplicate OK 0')
  t.equal(seen, 1)
})

t.test('a late success is remembered, a late failure is not', async (t) => {
  const { callbacks, errors } = observed({ deadline: 20 })
  const gate = deferred()
  callbacks.on(command, () => gate.promise)
  t.equal((await inject(callbacks, packet(command))).outcome, 'timed-out')
  t.equal((await inject(callbacks, packet(command, { EventTime: 1 }))).outcome, 'timed-out')
  gate.reject(new Error('late'))
  await settled()
  t.match(errors, [{ code: 'handler-failed' }, { code: 'handler-failed' }])
  const again = inject(callbacks, packet(command))
  t.equal((await again).outcome, 'handler-failed', 'it is handled again')

  const other = observed({ deadline: 20 })
  const otherGate = deferred()
  other.callbacks.on(command, () => otherGate.promise)
  t.equal((await inject(other.callbacks, packet(command))).outcome, 'timed-out')
  otherGate.resolve()
  await settled()
  t.equal((await inject(other.callbacks, packet(command))).outcome, 'duplicate')
})

t.test('the stored reply of a Before command is its verdict', async (t) => {
  const { callbacks } = observed()
  let decided = 0
  callbacks.on(message, () => (decided++ === 0 ? deny(10101, 'first') : allow()))
  t.equal(decision(await inject(callbacks, packet(message))), '200 handled OK 10101 first')
  t.equal(decision(await inject(callbacks, packet(message))), '200 duplicate OK 10101 first')
  t.equal(decided, 1)
})

t.test('a Before handler that threw decides when the message comes again', async (t) => {
  const { callbacks } = observed()
  let decided = 0
  callbacks.on(message, () => {
    if (decided++ === 0) throw new Error('first')
    return deny()
  })
  t.equal(decision(await inject(callbacks, packet(message))), '200 fallback OK 0')
  t.equal(decision(await inject(callbacks, packet(message))), '200 handled OK 1')
})

t.test('two equal gifts of one second are two gifts', async (t) => {
  const { callbacks } = observed()
  let gifts = 0
  callbacks.on(gift, () => (++gifts > 1 ? deny(102101, 'Not enough coins') : allow()))
  t.equal(decision(await inject(callbacks, packet(gift))), '200 handled OK 0')
  t.equal(decision(await inject(callbacks, packet(gift))), '200 handled OK 102101 Not enough coins')
})

t.test('it can be switched off', async (t) => {
  const { callbacks } = observed({ deduplication: false })
  let handled = 0
  callbacks.on(command, () => handled++)
  await inject(callbacks, packet(command))
  await inject(callbacks, packet(command))
  t.equal(handled, 2)
})

/** A claim in the store in memory, as one delivery has it. */
let tokens = 0
function claiming(store: MemoryStore, key: string) {
  const token = ++tokens
  const { state } = store.claim(key, token, 100)
  return {
    state,
    complete: () => store.complete(key, token, reply, 50),
    release: () => store.release(key, token),
  }
}

t.test('the store in memory', async (t) => {
  let now = 0
  const store = new MemoryStore(2, () => now)
  const held = (key: string) => claiming(store, key)
  const claim = (key: string) => store.claim(key, ++tokens, 100)
  const state = (key: string) => claim(key).state

  await t.test('forgets after the window', async (t) => {
    held('a').complete()
    t.strictSame(claim('a'), { state: 'finished', reply })
    now += 49
    t.equal(state('a'), 'finished')
    now += 1
    t.equal(state('a'), 'claimed')
  })

  await t.test('keeps the most recently used', async (t) => {
    held('x').complete()
    held('y').complete()
    t.equal(state('x'), 'finished')
    held('z').complete()
    t.equal(state('x'), 'finished')
    t.equal(state('z'), 'finished')
    t.equal(state('y'), 'claimed', 'the one not used for longest went')
    for (let count = 0; count < 100; count++) held(`many ${count}`).complete()
    t.equal(state('many 99'), 'finished')
    t.equal(state('many 98'), 'finished')
    t.equal(state('many 97'), 'claimed')
  })

  await t.test('keeps no more of long replies than memory allows', async (t) => {
    const roomy = new MemoryStore(100_000)
    const long = { ...reply, body: 'x'.repeat(4_000_000) }
    for (let count = 0; count < 20; count++) {
      roomy.claim(`long ${count}`, ++tokens, 100_000)
      roomy.complete(`long ${count}`, tokens, long, 100_000)
    }
    const states = Array.from({ length: 20 }, (_, count) => roomy.claim(`long ${count}`, ++tokens, 100_000).state)
    t.strictSame(states, [...Array(12).fill('claimed'), ...Array(8).fill('finished')], 'the oldest went first')
    roomy.claim('too long', ++tokens, 100_000)
    roomy.complete('too long', tokens, { ...reply, body: 'x'.repeat(40_000_000) }, 100_000)
    t.equal(roomy.claim('too long', ++tokens, 100_000).state, 'claimed')
    t.equal(roomy.claim('long 0', ++tokens, 100_000).state, 'running', 'what runs is not forgotten')
  })

  await t.test('completed twice takes room once', async (t) => {
    const claimed = held('twice')
    claimed.complete()
    claimed.complete()
    claimed.release()
    held('once').complete()
    t.equal(state('twice'), 'finished')
  })

  await t.test('holds a claim for its lease', async (t) => {
    const first = held('lease')
    now += 99
    const waiting = claim('lease') as Extract<Claim, { state: 'running' }>
    t.equal(waiting.state, 'running')
    t.equal((claim('lease') as typeof waiting).settled, waiting.settled)
    first.release()
    t.equal(await waiting.settled, undefined)

    const dead = held('lease')
    now += 100
    const alive = held('lease')
    t.equal(alive.state, 'claimed', 'its owner is taken for dead')
    dead.complete()
    t.equal(state('lease'), 'running', 'and cannot finish what another has begun')
    dead.release()
    t.equal(state('lease'), 'running', 'and cannot give away what is no longer its own')
    alive.complete()
    t.equal(state('lease'), 'finished')
  })

  await t.test('has room for something', async (t) => {
    for (const capacity of [0, -1, 1.5, Number.NaN]) {
      t.throws(() => new MemoryStore(capacity), { code: 'invalid-option' })
    }
  })

  await t.test('uses a clock that no step of the wall clock moves by default', async (t) => {
    const own = new MemoryStore(1)
    const { now } = Date
    t.teardown(() => {
      Date.now = now
    })
    own.claim('a', 1, 1000)
    Date.now = () => now() + 3_600_000
    t.equal(own.claim('a', 2, 1000).state, 'running')
    own.complete('a', 1, reply, 60_000)
    Date.now = () => now() - 3_600_000
    t.equal(own.claim('a', 3, 1000).state, 'finished')
  })
})

t.test('a store that fails', async (t) => {
  const fail = (): Promise<never> => Promise.reject(new Error('connection lost'))
  const claim = (): Claim => ({ state: 'claimed' })
  const throwing = () => {
    throw new Error('not connected')
  }
  const stores: Record<string, DeduplicationStore> = {
    claim: { ...settling, claim: fail },
    'claim at once': { ...settling, claim: throwing },
    'complete at once': { ...settling, claim, complete: throwing },
    complete: { ...settling, claim, complete: fail },
    release: { ...settling, claim: async () => claim(), release: fail },
    'release at once': { ...settling, claim, release: throwing },
    wait: { ...settling, claim: () => ({ state: 'running', settled: fail() }) },
  }
  for (const [broken, store] of Object.entries(stores)) {
    await t.test(`to ${broken} does not lose the callback`, async (t) => {
      const { callbacks, errors } = observed({ deduplication: { store } })
      let handled = 0
      callbacks.on(command, () => {
        handled++
        if (broken.startsWith('release')) throw new Error('handler')
      })
      const { outcome } = await inject(callbacks, packet(command))
      t.equal(outcome, broken.startsWith('release') ? 'handler-failed' : 'handled')
      t.equal(handled, 1)
      await callbacks.close()
      t.equal(errors.filter(({ code }) => code === 'deduplication-failed').length, 1)
    })
  }
})

t.test(
  'a verdict about a packet without a time is not repeated: who is muted meanwhile is asked about again',
  async (t) => {
    const { callbacks } = observed()
    let isMuted = false
    let asked = 0
    callbacks.on(message, () => {
      asked++
      return isMuted ? deny(10101) : allow()
    })
    for (const field of ['EventTime', 'Random'] as const) {
      isMuted = false
      const { [field]: _left, ...untimed } = packet(message, { EventTime: undefined, From_Account: field } as never)
      t.equal(decision(await inject(callbacks, untimed)), '200 handled OK 0')
      isMuted = true
      t.equal(decision(await inject(callbacks, untimed)), '200 handled OK 10101')
    }
    t.equal(asked, 4)
    for (const EventTime of [0, '0', -1, null] as never[]) {
      isMuted = false
      t.equal(decision(await inject(callbacks, packet(message, { EventTime }))), '200 handled OK 0')
      isMuted = true
      t.equal(decision(await inject(callbacks, packet(message, { EventTime }))), '200 handled OK 10101')
    }
    t.equal(asked, 12, 'a time that is none is no time')
    await inject(callbacks, packet(message))
    t.equal(decision(await inject(callbacks, packet(message))), '200 duplicate OK 10101')
    t.equal(asked, 13, 'with a time it is the same message')

    const other = observed()
    other.callbacks.on('Group.CallbackAfterSendMsg', () => asked++)
    const untimed = packet('Group.CallbackAfterSendMsg', { EventTime: undefined as never })
    t.equal((await inject(other.callbacks, untimed)).outcome, 'handled')
    t.equal((await inject(other.callbacks, untimed)).outcome, 'duplicate', 'what happened is not decided again')
  },
)

t.test('a store that gives what throws when it is looked at has failed', async (t) => {
  const { callbacks, errors } = observed({ deduplication: { store: hostileStore() } })
  callbacks.on(command, () => {})
  t.equal((await inject(callbacks, packet(command))).outcome, 'handled')
  await settled()
  t.match(errors, [{ code: 'deduplication-failed' }])
})

function hostileStore() {
  const { proxy, revoke } = Proxy.revocable({ state: 'claimed' } as const, {})
  revoke()
  return { claim: () => proxy, complete: async () => {}, release: async () => {} }
}
