import { textTable } from '../../report/table.ts'
import { type Verdict, verdictTable } from '../../report/verdict.ts'
import { type CheckedCase, checkedCases, type Seen } from './cases.ts'
import { observeReal } from './observe-real.ts'
import { observeSimulated } from './observe-simulated.ts'

interface Tolerance {
  readonly part: number
  /** Where the part would be less than what a clock of whole ms leaves open. */
  readonly least: number
}

/** How far the real system may lie from the simulation. */
const tolerances: { readonly [figure in keyof Seen]: Tolerance } = {
  throughput: { part: 0.03, least: 1 },
  meanDelay: { part: 0.1, least: 5 },
  longestDelay: { part: 0.1, least: 20 },
  mostBacklog: { part: 0.1, least: 3 },
}

/** Runs the small end for real, and prints it beside the simulation. */
export async function checkSimulation(engines: readonly string[], tell: (line: string) => void): Promise<void> {
  const verdicts: Verdict[] = []
  for (const engine of engines) {
    for (const given of checkedCases) {
      tell(`${engine}: ${given.name}`)
      verdicts.push(...(await compare(engine, given)))
    }
  }
  console.log(textTable({ ...verdictTable(verdicts), head: ['', 'simulated', 'real', ''] }))
  if (verdicts.some(({ isMet }) => !isMet)) process.exitCode = 1
}

async function compare(engine: string, given: CheckedCase): Promise<readonly Verdict[]> {
  const { seen, trace } = await observeReal(engine, given)
  const simulated = observeSimulated(given, trace)
  const figures = Object.keys(tolerances) as readonly (keyof Seen)[]
  return figures.map((figure) => {
    const { part, least } = tolerances[figure]
    const allowed = Math.max(simulated[figure] * part, least)
    return {
      what: `${engine}, ${given.name}: ${figure}`,
      target: `${simulated[figure].toFixed(1)} ± ${allowed.toFixed(1)}`,
      measured: seen[figure].toFixed(1),
      isMet: Math.abs(seen[figure] - simulated[figure]) <= allowed,
    }
  })
}
