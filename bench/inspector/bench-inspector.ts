import { readArguments } from '../arguments.ts'
import { type Contestant, contestants } from '../compare/contestants.ts'
import { type Measurement, measure } from '../compare/measure.ts'
import { medians } from '../statistics.ts'

// What an inspector costs while nobody looks, on the built packages: `npm run bench:inspector`.
const { rounds, quick } = readArguments()
const warmUp = quick ? 500 : 2000
const durations = { warmUpRequests: 20_000, requests: quick ? 10_000 : 60_000, warmUp, saturated: 3000, steady: 2000 }
const without = contestants.find(({ server }) => server === 'ours-node') as Contestant
const variants = { without, with: { ...without, server: '../inspector/inspected' } }
const measured: Record<string, Measurement[]> = { without: [], with: [] }
const tell = (name: string, { cpuMicros, requestsPerSecond, p99 }: Measurement): void =>
  console.log(
    `${name.padEnd(8)} ${cpuMicros.toFixed(1)} µs CPU, ${requestsPerSecond.toFixed(0)}/s, p99 ${p99.toFixed(2)} ms`,
  )

for (let round = 0; round < rounds; round++) {
  // Taken in turns, so that a machine that becomes slower is so for both.
  for (const [name, contestant] of Object.entries(variants)) {
    const measurement = await measure(contestant, durations)
    measured[name]?.push(measurement)
    tell(name, measurement)
  }
}
console.log('Medians:')
for (const [name, measurements] of Object.entries(measured)) tell(name, medians(measurements))
