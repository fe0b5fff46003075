import assert from 'node:assert/strict'
import { RoomCallbacksError } from '@room-callbacks/core'
import { Backlog, GroupCommit, unwritten } from '@room-callbacks/core/inbox'
import fc from 'fast-check'
import t from 'tap'
import { check } from './check.ts'
import { FakeTime } from './fake-time.ts'

/** What a group may hold. */
const [maxItems, maxBytes] = [4, 100]

interface Item {
  readonly number: number
  readonly size: number
  readonly since: number
  readonly deadline: number
  /** How long it waits for others; undefined: not told. */
  readonly linger: number
  /** What its `add` came to. */
  answer: string | undefined
  isGivenUp: boolean
}

type Outcome = 'written' | 'refused' | 'again'

type Step =
  | { readonly do: 'add'; readonly size: number; readonly timeout: number; readonly linger: number }
  | { readonly do: 'pass'; readonly duration: number }
  /** What is being written ends: each with an outcome of these, in turn. */
  | { readonly do: 'end'; readonly outcomes: readonly Outcome[] }
  | { readonly do: 'fail' }
  | { readonly do: 'close'; readonly timeout: number | undefined }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('add'),
      size: fc.constantFrom(0, 1, 30, 60, 200),
      timeout: fc.constantFrom(1, 5, 20, 100, Number.POSITIVE_INFINITY),
      linger: fc.constantFrom(0, 4, 20),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass'), duration: fc.constantFrom(0, 1, 4, 30) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('end'),
      outcomes: fc.array(fc.constantFrom<Outcome>('written', 'written', 'refused', 'again'), { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close'), timeout: fc.constantFrom(undefined, 10) }) },
)

/** What a group commit should do, said as plainly as can be: a queue, and at most one group that is being written. */
class Model {
  readonly #time: FakeTime
  readonly #group: GroupCommit<Item, string>
  readonly #lingers: boolean
  readonly #watchesLate: boolean
  readonly #late: number[] = []
  readonly #items: Item[] = []
  #waiting: Item[] = []
  #writing: readonly Item[] = []
  /** When the next group may begin; one that was given up may have been the reason. */
  #beginsAt = Number.POSITIVE_INFINITY
  #end: ((outcomes: readonly Outcome[] | Error) => void) | undefined
  #isClosed = false
  /** When closing waits no longer. */
  #closesAt = Number.POSITIVE_INFINITY

  constructor(time: FakeTime, lingers: boolean, watchesLate: boolean) {
    this.#time = time
    this.#lingers = lingers
    this.#watchesLate = watchesLate
    this.#group = new GroupCommit({
      ...{ store: 'The model', maxItems, maxBytes },
      write: (items, deadline) => this.#write(items, deadline),
      ...(lingers && { beginAt: ({ linger }, since) => since + linger }),
      ...(watchesLate && { onLate: (result) => this.#late.push(Number(result)) }),
    })
  }

  async do(step: Step): Promise<void> {
    if (step.do === 'add') this.#add(step)
    else if (step.do === 'end') this.#end?.(step.outcomes)
    else if (step.do === 'fail') this.#end?.(new Error('No disk.'))
    else if (step.do === 'close') this.#close(step.timeout)
    await this.pass(step.do === 'pass' ? step.duration : 0)
  }

  /** A millisecond at a time, so that what is over is over at its time. */
  async pass(duration: number): Promise<void> {
    for (let left = duration; left >= 0; left--) {
      await this.#time.pass(left === duration ? 0 : 1)
      this.#check()
    }
  }

  async finish(): Promise<void> {
    for (let rounds = 0; this.#end || this.#waiting.length > 0; rounds++) {
      assert.ok(rounds < 1000, 'all that waits is written')
      this.#end?.(['written'])
      await this.pass(20)
    }
    for (const { answer } of this.#items) assert.notEqual(answer, undefined, 'each has an answer')
  }

  #add({ size, timeout, linger }: Step & { readonly do: 'add' }): void {
    const since = this.#time.now
    const item: Item = {
      ...{ number: this.#items.length, size, since, linger, answer: undefined, isGivenUp: false },
      deadline: since + timeout,
    }
    this.#items.push(item)
    if (!this.#isClosed) {
      this.#waiting.push(item)
      this.#beginsAt = Math.min(this.#beginsAt, since + linger)
    }
    const expected = this.#isClosed ? /^inbox-failed: .*It is closed/s : undefined
    const answer = (text: string) => {
      assert.equal(item.answer, undefined, 'answered once')
      if (expected) assert.match(text, expected)
      item.answer = text
    }
    this.#group.add(item, size, timeout).then(answer, ({ code, message }) => answer(`${code}: ${message}`))
  }

  async #write(items: readonly Item[], deadline: number) {
    assert.equal(this.#end, undefined, 'one group at a time')
    this.#forgetLate()
    const numbers = items.map(({ number }) => number)
    const expected = firstOf(this.#waiting)
    assert.deepEqual(
      numbers,
      expected.map(({ number }) => number),
      'in order, as many as are allowed',
    )
    assert.equal(deadline, Math.min(...items.map((item) => item.deadline)))
    assert.ok(this.#beginsAt <= this.#time.now || this.#isClosed || !this.#lingers, 'not before its time')
    this.#waiting = this.#waiting.slice(items.length)
    this.#writing = items
    const outcomes = await new Promise<readonly Outcome[] | Error>((resolve) => {
      this.#end = resolve
    })
    this.#end = undefined
    this.#writing = []
    if (outcomes instanceof Error) throw outcomes
    const results = items.map((item, index) => this.#resultOf(item, outcomes[index % outcomes.length] as Outcome))
    this.#beginsAt = Math.min(...this.#waiting.map(({ since, linger }) => since + linger))
    return results
  }

  #resultOf(item: Item, outcome: Outcome) {
    if (outcome === 'written') return String(item.number)
    if (outcome === 'refused') return new RoomCallbacksError('inbox-full')
    const again = this.#isClosed || item.isGivenUp ? [] : [item]
    this.#waiting = [...this.#waiting, ...again].sort((one, other) => one.number - other.number)
    return unwritten
  }

  #close(timeout: number | undefined): void {
    if (!this.#isClosed && timeout !== undefined) this.#closesAt = this.#time.now + timeout
    this.#isClosed = true
    void this.#group.close(timeout)
  }

  /** What is over waits no more. */
  #forgetLate(): void {
    const isLate = ({ deadline }: Item) => deadline <= this.#time.now
    this.#waiting = this.#time.now < this.#closesAt ? this.#waiting.filter((item) => !isLate(item)) : []
    if (this.#watchesLate) for (const item of this.#writing.filter(isLate)) item.isGivenUp = true
  }

  #check(): void {
    this.#forgetLate()
    for (const item of this.#items) {
      const isUnanswered = this.#waiting.includes(item) || (this.#writing.includes(item) && !item.isGivenUp)
      assert.equal(item.answer === undefined, isUnanswered, `${item.number}: ${item.answer}`)
      if (item.answer !== undefined && !Number.isNaN(Number(item.answer))) {
        assert.equal(item.answer, String(item.number), 'the answer is its own')
      }
    }
    assert.equal(new Set(this.#late).size, this.#late.length, 'told once of what came late')
    for (const number of this.#late) assert.match(this.#items[number]?.answer ?? '', /^inbox-failed: .*did not write/s)
    if (this.#end) return
    const due = this.#waiting.filter(({ since, linger }) => !this.#lingers || since + linger <= this.#time.now)
    assert.equal(due.length, 0, 'what may begin has begun')
  }
}

/** Those that one group holds. */
function firstOf(waiting: readonly Item[]): readonly Item[] {
  const fits = (count: number) =>
    count === 1 || (count <= maxItems && waiting.slice(0, count).reduce((sum, { size }) => sum + size, 0) <= maxBytes)
  let count = 1
  while (count < waiting.length && fits(count + 1)) count++
  return waiting.slice(0, count)
}

t.test('items are written in order, in bounded groups, and each is answered once and in time', async (t) => {
  const steps = fc.array(step, { maxLength: 30 })
  const property = fc.asyncProperty(steps, fc.boolean(), fc.boolean(), async (steps, lingers, watchesLate) => {
    const time = new FakeTime()
    try {
      const model = new Model(time, lingers, watchesLate)
      for (const step of steps) await model.do(step)
      await model.finish()
    } finally {
      time.restore()
    }
  })
  await check(t, property, 150)
})

t.test('what waits is bounded, in items and in bytes', async (t) => {
  let end: () => void = () => {}
  const group = new GroupCommit<number, number>({
    store: 'A disk',
    maxItems: 1e6,
    write: async (items) => {
      await new Promise<void>((resolve) => {
        end = resolve
      })
      return items
    },
  })
  const adds = Array.from({ length: 20_000 }, (_, index) => group.add(index))
  const refused = { code: 'inbox-failed', message: /A disk is too slow: 20000 writes wait for it/ }
  await t.rejects(group.add(1), refused)
  await new Promise((resolve) => setImmediate(resolve))
  await t.rejects(group.add(1), refused, 'what is being written counts, too')
  end()
  t.equal((await Promise.all(adds)).at(-1), 19_999)
  const large = group.add(1, 200_000_000)
  await t.rejects(group.add(2, 1), { message: /1 writes wait/ }, 'one item may be larger than all')
  await new Promise((resolve) => setImmediate(resolve))
  end()
  t.equal(await large, 1)
})

t.test('a backlog takes as much as it was told, and again what was given back', async (t) => {
  const backlog = new Backlog((entries) => `It has ${entries}.`, { maxEntries: 2, maxBytes: 10 })
  const refused = (entries: number) => ({ code: 'inbox-failed', message: new RegExp(`It has ${entries}`) })
  backlog.enter(11)
  t.throws(() => backlog.enter(), refused(1))
  backlog.leave(11)
  backlog.enter(5)
  backlog.enter(5)
  t.throws(() => backlog.enter(), refused(2))
  backlog.leave(5)
  t.throws(() => backlog.enter(6), refused(1))
  backlog.enter(5)
  t.end()
})
