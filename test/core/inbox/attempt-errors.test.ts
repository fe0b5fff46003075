import { createInbox, type Leased, type LeaseRequest, readInboxOptions } from '@room-callbacks/core/inbox'
import { GiveUpError, RetryLaterError } from '@room-callbacks/node'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { MemoryInboxStore } from '../../../packages/testing/src/inbox/memory-inbox-store.ts'
import { decision, observed } from '../receiver.ts'

const command = 'Room.CallbackAfterCreateRoom'
const quickly = { backoff: 1, maxBackoff: 2, attempts: 3 }

/** What becomes of one callback whose handlers throw these, attempt by attempt; undefined throws nothing. */
async function deliver(...handlers: readonly (readonly (() => Error)[])[]) {
  const inbox = memoryInbox(quickly)
  const { callbacks, errors } = observed({ inbox })
  const attempts: number[] = []
  for (const throws of handlers) {
    callbacks.on(command, (_event, { attempt }) => {
      attempts.push(attempt)
      const thrown = throws[Math.min(attempt, throws.length) - 1]?.()
      if (thrown) throw thrown
    })
  }
  t.equal((await inject(callbacks, packet(command))).outcome, 'accepted')
  await inbox.drain()
  const [letter] = await inbox.list('dead')
  await callbacks.close()
  await inbox.close()
  return { attempts, errors, letter, codes: errors.map(({ code }) => code) }
}

const giveUp = () => new GiveUpError('No such user.', { cause: 'the table of users' })
const later = () => new RetryLaterError(0)
const broken = () => new Error('broken')

t.test('a handler that gives up makes a dead letter at once, with its reason', async (t) => {
  const { attempts, codes, errors, letter } = await deliver([giveUp])
  t.strictSame(attempts, [1])
  t.strictSame(codes, ['gave-up', 'dead-letter'])
  t.match(errors[0]?.cause, { name: 'GiveUpError', message: 'No such user.', cause: 'the table of users' })
  t.match(errors[0]?.message, /It handles Room\.CallbackAfterCreateRoom, registered at .*attempt-errors/)
  t.match(letter, { attempts: 1, error: { code: 'gave-up', message: /GiveUpError: No such user\.$/ } })
})

t.test('as long as another handler fails otherwise, the callback is tried again', async (t) => {
  const { attempts, codes, letter } = await deliver([giveUp], [broken, () => undefined as never])
  t.strictSame(attempts, [1, 1, 2, 2])
  t.strictSame(codes, ['gave-up', 'handler-failed', 'gave-up', 'dead-letter'])
  t.match(letter, { attempts: 2, error: { code: 'gave-up' } })
})

t.test('a handler that asks for a later attempt gets it, and it counts', async (t) => {
  const once = await deliver([later, () => undefined as never])
  t.strictSame(once.attempts, [1, 2])
  t.strictSame(once.codes, ['retry-later'])
  t.equal(once.letter, undefined)
  const always = await deliver([() => new RetryLaterError(0, 'The index is closed.')])
  t.strictSame(always.attempts, [1, 2, 3])
  t.strictSame(always.codes, ['retry-later', 'retry-later', 'retry-later', 'dead-letter'])
  t.match(always.letter, { error: { code: 'retry-later', message: /RetryLaterError: The index is closed\.$/ } })
})

t.test('of several times the latest counts, and it comes in the place of the backoff', async (t) => {
  const inbox = memoryInbox({ ...quickly, backoff: 60_000, maxBackoff: 60_000 })
  const { callbacks } = observed({ inbox })
  for (const delay of [5, 3_600_000.5, 10]) {
    callbacks.on(command, () => {
      throw new RetryLaterError(delay)
    })
  }
  callbacks.on(command, () => {
    throw broken()
  })
  const before = Date.now()
  await inject(callbacks, packet(command))
  while ((await inbox.stats()).delayed === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  const [entry] = await inbox.list('delayed')
  t.ok(Number(entry?.at) >= before + 3_600_001)
  await callbacks.close()
  await inbox.close()
})

t.test('a time that is none, or too long, is a mistake of its handler', async (t) => {
  for (const delay of [-1, Number.NaN, Number.POSITIVE_INFINITY, 30 * 86_400_000 + 1, '5', undefined]) {
    t.throws(() => new RetryLaterError(delay as never), {
      code: 'invalid-option',
      message: /RetryLaterError: expected/,
    })
  }
  t.equal(new RetryLaterError(30 * 86_400_000).message, 'Another attempt is worth it in 2592000000 ms.')
})

t.test('without an inbox, and in a Before handler, they are errors like any other', async (t) => {
  for (const thrown of [giveUp, later]) {
    const { callbacks, errors } = observed()
    callbacks.on([command, 'Live.CallbackBeforeSendGift'], () => {
      throw thrown()
    })
    t.equal((await inject(callbacks, packet(command))).outcome, 'handler-failed')
    const gift = await inject(callbacks, packet('Live.CallbackBeforeSendGift'))
    t.match(decision(gift), /^200 fallback OK 1/)
    t.strictSame(
      errors.map(({ code }) => code),
      ['handler-failed', 'handler-failed'],
    )
  }
})

t.test('what looks like one and cannot be asked is a failure', async (t) => {
  const { proxy, revoke } = Proxy.revocable(new GiveUpError(''), {})
  revoke()
  const { codes, attempts } = await deliver([() => proxy])
  t.strictSame(attempts, [1, 2, 3])
  t.strictSame(codes, ['handler-failed', 'handler-failed', 'handler-failed', 'dead-letter'])
})

class CopyingStore extends MemoryInboxStore {
  override async lease(request: LeaseRequest): Promise<Leased> {
    const leased = await super.lease(request)
    return { ...leased, entries: leased.entries.map((entry) => ({ ...entry, record: { ...entry.record } })) }
  }
}

t.test('each attempt gets the event as it came, also after a handler changed it', async (t) => {
  const settings = readInboxOptions(quickly)
  const stores = [new MemoryInboxStore(settings), new CopyingStore(settings)]
  for (const inbox of stores.map((store) => createInbox(store, settings))) {
    const { callbacks } = observed({ inbox })
    const seen: unknown[] = []
    callbacks.on(command, ({ RoomInfo }, { attempt }) => {
      seen.push(RoomInfo.RoomId)
      RoomInfo.RoomId = 'changed'
      if (attempt === 1) throw broken()
    })
    await inject(callbacks, packet(command))
    await inbox.drain()
    t.equal(seen.length, 2)
    t.equal(seen[0], seen[1])
    await callbacks.close()
    await inbox.close()
  }
})
