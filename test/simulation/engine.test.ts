import t from 'tap'
import { EventHeap } from '../../bench/simulation/engine/event-heap.ts'
import { Fifo } from '../../bench/simulation/engine/fifo.ts'
import { Histogram } from '../../bench/simulation/engine/histogram.ts'
import { Processor } from '../../bench/simulation/engine/processor.ts'
import { Random } from '../../bench/simulation/engine/random.ts'
import { Timeline } from '../../bench/simulation/engine/timeline.ts'

const draw = (count: number, one: () => number): readonly number[] => Array.from({ length: count }, one)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

t.test('events come in order of time, and of one moment in order of scheduling', async (t) => {
  const random = new Random('heap')
  const heap = new EventHeap()
  const expected = draw(2000, () => random.below(300)).map((time, sequence) => ({ time, sequence, run() {} }))
  for (const event of expected) heap.add(event)
  const taken = expected.map(() => heap.takeFirst())
  t.same(
    taken,
    expected.toSorted((one, other) => one.time - other.time || one.sequence - other.sequence),
  )
  t.equal(heap.takeFirst(), undefined)
})

t.test('time jumps from event to event, and ends where it was told to', async (t) => {
  const timeline = new Timeline()
  const seen: number[] = []
  const note = () => seen.push(timeline.now)
  timeline.at(5, note)
  timeline.at(1, () => timeline.after(2, note))
  timeline.at(10, note)
  timeline.runUntil(7)
  t.same(seen, [3, 5])
  t.equal(timeline.now, 7)
  t.throws(() => timeline.at(6, note), { message: /is over/ })
  t.throws(() => timeline.at(Number.NaN, note), { message: /is over/ })
})

t.test('chance repeats, and forks know nothing of each other', async (t) => {
  const numbers = (seed: string, fork: string) =>
    draw(
      5,
      (
        (random) => () =>
          random.uniform()
      )(new Random(seed).fork(fork)),
    )
  t.same(numbers('one', 'a'), numbers('one', 'a'))
  t.notSame(numbers('one', 'a'), numbers('one', 'b'))
  t.notSame(numbers('one', 'a'), numbers('other', 'a'))
})

t.test('distributions have the means that they promise', async (t) => {
  const random = new Random('means')
  const count = 200_000
  const near = (measured: number, expected: number) =>
    t.ok(Math.abs(measured / expected - 1) < 0.01, `${measured} is near ${expected}`)
  near(mean(draw(count, () => random.uniform())), 0.5)
  near(mean(draw(count, () => random.below(11))), 5)
  near(mean(draw(count, () => random.exponential(7))), 7)
  near(mean(draw(count, () => random.lognormal(5, 0.6))), 5 * Math.exp(0.18))
  near(mean(draw(count, () => Number(random.isTrue(0.25)))), 0.25)
})

t.test('a histogram is exact to one per cent', async (t) => {
  const histogram = new Histogram()
  t.equal(histogram.quantile(0.5), 0)
  t.equal(histogram.mean, 0)
  for (let value = 1; value <= 10_000; value += 1) histogram.add(value)
  t.equal(histogram.count, 10_000)
  t.equal(histogram.mean, 5000.5)
  t.equal(histogram.longest, 10_000)
  for (const part of [0.01, 0.5, 0.99]) {
    const error = histogram.quantile(part) / (part * 10_000) - 1
    t.ok(error >= -0.0001 && error <= 0.0101, `${part}: ${error}`)
  }
  t.equal(histogram.quantile(1), 10_000)
})

t.test('first in, first out, and one that comes ahead of all', async (t) => {
  const random = new Random('fifo')
  const fifo = new Fifo<number>()
  const model: number[] = []
  for (let step = 0; step < 20_000; step += 1) {
    const choice = random.uniform()
    if (choice < 0.5) {
      fifo.add(step)
      model.push(step)
    } else if (choice < 0.55) {
      fifo.putFirst(step)
      model.unshift(step)
    } else if (fifo.takeFirst() !== model.shift()) t.fail(`step ${step}`)
    // Long enough, now and then, for what was taken to be given up.
    if (step === 10_000) {
      for (let more = 0; more < 5000; more += 1) {
        fifo.add(more)
        model.push(more)
      }
    }
  }
  t.equal(fifo.first, model[0])
  t.equal(fifo.length, model.length)
  t.same([...fifo], model)
})

t.test('a core does one thing after the other', async (t) => {
  const timeline = new Timeline()
  const core = new Processor(timeline)
  t.equal(core.utilisation, 0)
  t.same([core.work(3), core.work(2)], [3, 5])
  timeline.runUntil(10)
  t.equal(core.work(1), 11)
  t.equal(core.utilisation, 0.6)
})
