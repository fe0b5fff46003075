import type { Verdict } from '../report/verdict.ts'
import type { Result } from './compare.ts'
import type { Measurement } from './measure.ts'

/** One figure of one server over the same of another, and where it should lie. */
interface Target {
  readonly figure: keyof Measurement
  readonly of: string
  readonly over: string
  readonly atLeast?: number
  readonly atMost?: number
}

// On Node 24 an Express that only answers costs little, so that a smaller part of the price is the host's.
const isNode24 = Number(process.versions.node.split('.')[0]) >= 24

const targets: readonly Target[] = [
  { figure: 'cpuMicros', of: 'ours-node', over: 'raw', atMost: 1.2 },
  { figure: 'cpuMicros', of: 'ours-before', over: 'raw', atMost: 1.2 },
  ...['fastify', 'hono', 'octokit'].map((peer): Target => {
    return { figure: 'cpuMicros', of: 'ours-node', over: peer, atMost: 1 }
  }),
  { figure: 'cpuMicros', of: 'ours-koa', over: 'empty-koa', atMost: 1.25 },
  { figure: 'cpuMicros', of: 'koa', over: 'ours-koa', atLeast: 1.15 },
  { figure: 'cpuMicros', of: 'ours-express', over: 'empty-express', atMost: isNode24 ? 1.25 : 1.15 },
  { figure: 'cpuMicros', of: 'express', over: 'ours-express', atLeast: isNode24 ? 1.5 : 1.35 },
  { figure: 'cpuMicros', of: 'ours-web', over: 'hono', atMost: 1.05 },
  { figure: 'cpuMicros', of: 'ours-web', over: 'h3', atMost: 1.05 },
  { figure: 'cpuMicros', of: 'ours-fastify', over: 'fastify', atMost: 1.15 },
  { figure: 'cpuMicros', of: 'ours-nest', over: 'nest', atMost: 0.8 },
  { figure: 'p99', of: 'ours-express', over: 'express', atMost: 1.1 },
  { figure: 'p99', of: 'ours-koa', over: 'koa', atMost: 1.1 },
  { figure: 'cpuMicros', of: 'ours-express-refusing', over: 'ours-express', atMost: 1.5 },
  { figure: 'cpuMicros', of: 'ours-node-refusing', over: 'ours-node', atMost: 1.5 },
]

/** What a receiver may keep in memory more than the bare server after the same load. Unit: MB. */
const mostMemoryOverRaw = 15

const figureNames: { readonly [figure in keyof Measurement]?: string } = { cpuMicros: 'CPU', p99: 'p99' }

/** The targets whose servers were both measured. */
export const judge = (results: readonly Result[]): readonly Verdict[] => [
  ...judgeRatios(results),
  ...judgeMemory(results),
]

function judgeMemory(results: readonly Result[]): readonly Verdict[] {
  const raw = results.find(({ contestant }) => contestant.name === 'raw')
  if (!raw) return []
  return results
    .filter(({ contestant }) => contestant.name === 'ours-node')
    .map(({ contestant, median }) => {
      const megabytes = median.rssMegabytes - raw.median.rssMegabytes
      return {
        what: `resident memory: ${contestant.title} over ${raw.contestant.title}`,
        target: `≤ ${mostMemoryOverRaw} MB`,
        measured: `${megabytes.toFixed(0)} MB`,
        isMet: megabytes <= mostMemoryOverRaw,
      }
    })
}

function judgeRatios(results: readonly Result[]): readonly Verdict[] {
  const find = (name: string) => results.find(({ contestant }) => contestant.name === name)
  return targets.flatMap(({ figure, of, over, atLeast = 0, atMost = Infinity }) => {
    const [upper, lower] = [find(of), find(over)]
    if (!upper || !lower) return []
    const ratio = upper.median[figure] / lower.median[figure]
    return {
      what: `${figureNames[figure]}: ${upper.contestant.title} ÷ ${lower.contestant.title}`,
      target: atLeast > 0 ? `≥ ${atLeast}` : `≤ ${atMost}`,
      measured: ratio.toFixed(2),
      isMet: ratio >= atLeast && ratio <= atMost,
    }
  })
}
