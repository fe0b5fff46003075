import type { Table } from '../../report/table.ts'
import type { Figures } from '../model/figures.ts'
import { simulate } from '../model/simulate.ts'
import { type Scenario, scenarios } from './scenarios.ts'
import { count, duration } from './words.ts'

const seed = 'room-callbacks'

/** Runs every scenario, and shows what became of the callbacks, how long they took, and how busy all was. */
export function scenarioTables(tell: (line: string) => void): { fates: Table; delays: Table } {
  const runs = scenarios.map((scenario) => {
    tell(scenario.name)
    const figures = simulate(scenario.plant, seed, scenario.duration, scenario.incident)
    return { scenario, figures }
  })
  return { fates: table(runs, fates), delays: table(runs, delays) }
}

interface Run {
  readonly scenario: Scenario
  readonly figures: Figures
}

type Columns = { readonly [name: string]: (figures: Figures, scenario: Scenario) => string }

const table = (runs: readonly Run[], columns: Columns): Table => ({
  head: ['case', ...Object.keys(columns)],
  rows: runs.map(({ scenario, figures }) => [
    scenario.name,
    ...Object.values(columns).map((cell) => cell(figures, scenario)),
  ]),
})

/** How many After callbacks ended how. */
const fates: Columns = {
  sent: ({ sent }) => count(sent),
  acknowledged: ({ acknowledged }) => count(acknowledged),
  'refused (503)': ({ refused }) => count(refused),
  'too late (2 s)': ({ timedOut }) => count(timedOut),
  handled: ({ handled }) => count(handled),
  'still kept': ({ pending }) => count(pending),
  lost: ({ lost }) => count(lost),
  'handled twice': ({ ranTwice }) => count(ranTwice),
  'Before: undecided': ({ undecided }) => count(undecided),
}

/** How long they took, and how full the plant was. */
const delays: Columns = {
  'answer p50': ({ answer }) => duration(answer.p50),
  'answer p99': ({ answer }) => duration(answer.p99),
  'handled p50': ({ handling }) => duration(handling.p50),
  'handled p99': ({ handling }) => duration(handling.p99),
  longest: ({ handling }) => duration(handling.longest),
  'most waiting': ({ mostBacklog }) => count(mostBacklog),
  'drained after': ({ drainTime }, { incident }) =>
    incident === undefined ? '–' : drainTime === undefined ? 'not in this run' : duration(drainTime),
  'receivers, workers, store busy': ({ busyReceivers, busyWorkers, busyStore }) =>
    [busyReceivers, busyWorkers, busyStore].map((part) => `${Math.round(part * 100)}`).join(', '),
}
