import { readArguments } from '../arguments.ts'
import { inTurns } from '../processes/in-turns.ts'
import { quantile } from '../statistics.ts'

// What an inspector costs without a viewer, on the built packages: `npm run bench:inspector`.
const { rounds, quick } = readArguments()
const extent = quick ? { warmUp: 1, turns: 2, requests: 1000 } : { warmUp: 4, turns: 12, requests: 10_000 }
const inspected = '../inspector/inspected'
// The same one twice: what these two differ by is noise, and nothing smaller can be measured.
const contenders = [
  { title: 'without', server: { name: 'ours-node' } },
  { title: 'without, again', server: { name: 'ours-node' } },
  { title: 'with, as in production', server: { name: inspected, args: ['watched'] } },
  { title: 'with, always recording', server: { name: inspected, args: ['always'] } },
].map((contender) => ({ ...contender, micros: [] as number[] }))

for (let round = 0; round < rounds; round++) {
  const measured = await inTurns(
    contenders.map(({ server }) => server),
    extent,
  )
  for (const [index, { micros }] of contenders.entries()) micros.push(...(measured[index] as number[]))
  console.log(`round ${round + 1}: ${measured.map((micros) => quantile(micros, 0.5).toFixed(1)).join(', ')} µs`)
}

const [without] = contenders
console.log(`CPU of a callback, and what it is of that without an inspector; ${without?.micros.length} turns each:`)
for (const { title, micros } of contenders) {
  const ratios = micros.map((value, turn) => value / (without?.micros[turn] as number))
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(ratios, part).toFixed(3))
  console.log(`${title}: ${quantile(micros, 0.5).toFixed(1)} µs, ${middle}, half of the turns from ${low} to ${high}`)
}
