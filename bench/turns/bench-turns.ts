import type { Arguments } from '../arguments.ts'
import { contestants } from '../compare/contestants.ts'
import { inTurns } from '../processes/in-turns.ts'
import type { Findings } from '../report/print.ts'
import { quantile } from '../statistics.ts'

/**
 * CPU of some servers beside that of the first of `--only`, for a machine that other work keeps busy: all run at the same time and take
 * turns, and only neighbouring turns are compared.
 */
export async function benchTurns(given: Arguments, tell: (line: string) => void): Promise<Findings> {
  const names = given.only.length > 0 ? given.only : ['hono', 'ours-web', 'ours-node']
  const measurable = contestants.filter(({ dialect, status }) => dialect === 'tencent' && status === 200)
  const chosen = names.map((name) => measurable.find((contestant) => contestant.name === name))
  if (chosen.includes(undefined))
    throw new RangeError('--only takes the names of servers that are sent callbacks, and accept them.')
  const extent = given.quick
    ? { warmUp: 1, turns: 2, requests: 500 }
    : { warmUp: 20, turns: given.rounds * 20, requests: 600 }
  tell(`${extent.turns} turns of ${names.join(', ')}`)
  const micros = await inTurns(
    chosen.map((contestant) => ({ name: contestant?.server as string })),
    extent,
  )
  const rows = micros.map((own, index) => {
    const ratios = own.map((value, turn) => value / (micros[0]?.[turn] as number))
    const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(ratios, part).toFixed(2))
    return [chosen[index]?.title as string, quantile(own, 0.5).toFixed(1), middle as string, `${low} to ${high}`]
  })
  return {
    extent: `${extent.turns} turns of ${extent.requests} requests each, medians`,
    table: { head: ['server', 'CPU µs', '÷ the first', 'half of the turns'], rows },
    verdicts: [],
    raw: micros.map((own, index) => ({ name: names[index], micros: own })),
  }
}
