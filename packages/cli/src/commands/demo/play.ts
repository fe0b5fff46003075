import {
  describeResult,
  type Platform,
  playScenario,
  type ResultDescription,
  type ScenarioStep,
  scenarios,
} from '@room-callbacks/testing'
import type { Colours } from '../../print/colours.ts'
import type { Output } from '../../print/output.ts'

const programme = [scenarios.meeting, scenarios.liveWithGifts, scenarios.moderation]

/** How a performance goes. */
export interface Performance {
  /** Counts from 1: it stands in the ids of the rooms, so that each performance has its own. */
  readonly number: number
  /** Between two steps. Unit: ms. */
  readonly pace: number
  readonly signal: AbortSignal
}

/** Plays the scenarios of the demo, and prints each step beside what its client saw. */
export async function play(platform: Platform, output: Output, { number, pace, signal }: Performance): Promise<void> {
  for (const scenario of programme) {
    const [title = '', synopsis = ''] = scenario.title.split(': ')
    output.preface(({ bold, dim }) => ['', bold(title), dim(`  ${synopsis}`)])
    const before = platform.log.length
    const prefix = `${scenario.name}-${number}`
    await playScenario(platform, scenario, { pace, prefix, signal, onStep: (step) => show(step, output) })
    output.preface(({ dim }) => dim(`  ${platform.log.length - before} callbacks`))
  }
}

function show({ scenario, number, text, result }: ScenarioStep, output: Output): void {
  const seen = describeResult(result)
  const value = { scenario, number, text, ...(seen && { seen }) }
  output.result(value, (colours) => `  ${seen ? `${text.padEnd(34)}${paint(seen, colours)}` : text}`)
}

const paint = ({ text, kind }: ResultDescription, { green, yellow, red }: Colours): string =>
  ({ passed: green, changed: yellow, refused: red })[kind](text)
