import t from 'tap'
import { Random } from '../../bench/simulation/engine/random.ts'
import { Simulation } from '../../bench/simulation/model/simulation.ts'
import { handsOnly } from './test-simulations.ts'

/** Erlang's C formula: how long one waits on average for one of so many hands. */
function meanWait(hands: number, load: number, meanDuration: number): number {
  let inverse = 1
  for (let number = 1; number <= hands; number += 1) inverse = 1 + (inverse * number) / (hands * load)
  const blocked = 1 / inverse
  const waits = blocked / (1 - load * (1 - blocked))
  return (waits * meanDuration) / (hands * (1 - load))
}

const meanDuration = 10

for (const [hands, load] of [
  [1, 0.5],
  [4, 0.7],
  [16, 0.8],
] as const) {
  t.test(`${hands} hands, ${load * 100} % busy: the mean wait is Erlang's within 3 %`, async (t) => {
    const simulation = new Simulation(handsOnly(hands, meanDuration), `erlang ${hands}`)
    const { timeline, platform, tally } = simulation
    const random = new Random('arrivals')
    const pause = meanDuration / (hands * load)
    const send = (): void => {
      platform.send('Room.CallbackAfterMemberEnter', 1)
      timeline.after(random.exponential(pause), send)
    }
    send()
    timeline.runUntil(pause * 400_000)
    const expected = meanWait(hands, load, meanDuration)
    const error = tally.waits.mean / expected - 1
    t.ok(Math.abs(error) < 0.03, `${tally.waits.mean.toFixed(3)} ms, by the formula ${expected.toFixed(3)} ms`)
    t.ok(tally.waits.count > 390_000)
  })
}
