import { createHistogram } from 'node:perf_hooks'
import { textIn } from '../events/text-in.ts'
import type { AttemptEnd } from '../send/read-answer.ts'
import type { LoadSummary } from './load-options.ts'

/** Counts what a load sends, and what comes back. */
export class LoadTally {
  readonly #planned: number
  readonly #start = performance.now()
  readonly #outcomes = new Map<string, number>()
  readonly #commands = new Map<string, number>()
  // In microseconds: it takes whole numbers.
  readonly #latencies = createHistogram()
  #sent = 0
  #answered = 0
  #failed = 0

  constructor(planned: number) {
    this.#planned = planned
  }

  countSent(command: string): void {
    this.#sent += 1
    count(this.#commands, command)
  }

  countEnd({ attempt, answer }: AttemptEnd): void {
    const { status, failure, latency } = attempt
    if (answer) {
      this.#answered += 1
      this.#latencies.record(Math.max(1, Math.round(latency * 1000)))
      count(this.#outcomes, `${status} ${textIn(answer, 'ActionStatus')} ${answer.ErrorCode}`)
    } else {
      this.#failed += 1
      count(this.#outcomes, status === undefined ? (failure as string) : `${status} ${failure}`)
    }
  }

  summary(): LoadSummary {
    const at = (percentile: number): number => this.#latencies.percentile(percentile) / 1000
    const isEmpty = this.#answered === 0
    return {
      planned: this.#planned,
      sent: this.#sent,
      answered: this.#answered,
      failed: this.#failed,
      elapsed: performance.now() - this.#start,
      outcomes: Object.fromEntries(this.#outcomes),
      commands: Object.fromEntries(this.#commands),
      latency: isEmpty
        ? { mean: 0, p50: 0, p90: 0, p99: 0, max: 0 }
        : { mean: this.#latencies.mean / 1000, p50: at(50), p90: at(90), p99: at(99), max: this.#latencies.max / 1000 },
    }
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
