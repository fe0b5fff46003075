import { textTable } from '../../report/table.ts'
import { type Verdict, verdictTable } from '../../report/verdict.ts'
import { type CheckedCase, checkedCases, type Seen } from './cases.ts'
import { observeReal } from './observe-real.ts'
import { observeSimulated } from './observe-simulated.ts'

/**
 * How far the real system may lie from the simulation. Arrivals are random on both sides: a few
 * thousand of them leave the throughput within some percent, and a queue within some more.
 */
const tolerances: { readonly [figure in keyof Seen]: number } = { throughput: 0.05, meanDelay: 0.25, mostBacklog: 0.25 }

/** A few callbacks more or fewer are no difference. */
const least: { readonly [figure in keyof Seen]: number } = { throughput: 1, meanDelay: 3, mostBacklog: 6 }

/** Runs the small end for real, and prints it beside the simulation. */
export async function checkSimulation(tell: (line: string) => void, engines = ['memory', 'lmdb']): Promise<void> {
  const verdicts: Verdict[] = []
  for (const engine of engines) {
    for (const given of checkedCases) {
      tell(`${engine}: ${given.name}`)
      verdicts.push(...(await compare(engine, given)))
    }
  }
  console.log(textTable(verdictTable(verdicts)))
  if (verdicts.some(({ isMet }) => !isMet)) process.exitCode = 1
}

async function compare(engine: string, given: CheckedCase): Promise<readonly Verdict[]> {
  const real = await observeReal(engine, given)
  const simulated = observeSimulated(engine, given, real.handler)
  return (['throughput', 'meanDelay', 'mostBacklog'] as const).map((figure) => {
    const allowed = Math.max(simulated[figure] * tolerances[figure], least[figure])
    return {
      what: `${engine}, ${given.name}: ${figure}`,
      target: `${simulated[figure].toFixed(1)} ± ${allowed.toFixed(1)}`,
      measured: real[figure].toFixed(1),
      isMet: Math.abs(real[figure] - simulated[figure]) <= allowed,
    }
  })
}
