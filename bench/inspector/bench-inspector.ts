import { readArguments } from '../arguments.ts'
import { quantile } from '../statistics.ts'
import { inTurns } from './in-turns.ts'

// What an inspector costs while nobody looks, on the built packages: `npm run bench:inspector`.
const { rounds, quick } = readArguments()
const extent = quick ? { warmUp: 1, turns: 2, requests: 1000 } : { warmUp: 4, turns: 12, requests: 10_000 }
// The same one twice: what these two differ by is noise, and nothing smaller can be measured.
const servers = ['ours-node', 'ours-node', '../inspector/inspected']
const [without, again, inspected]: [number[], number[], number[]] = [[], [], []]

for (let round = 0; round < rounds; round++) {
  const [first = [], second = [], third = []] = await inTurns(servers, extent)
  without.push(...first)
  again.push(...second)
  inspected.push(...third)
  console.log(`round ${round + 1}: ${described('without', first)}, ${described('with', third)}`)
}

const overWithout = (others: readonly number[]) => others.map((micros, turn) => micros / (without[turn] as number))
console.log(
  `CPU of a callback, ${without.length} turns: ${described('without', without)}, ${described('with', inspected)}`,
)
for (const [name, others] of Object.entries({ 'without, again': again, with: inspected })) {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(overWithout(others), part).toFixed(3))
  console.log(`${name} ÷ without: ${middle}, half of the turns from ${low} to ${high}`)
}

function described(name: string, micros: readonly number[]): string {
  return `${name} ${quantile(micros, 0.5).toFixed(1)} µs`
}
