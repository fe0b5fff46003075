import { quantile } from '../statistics.ts'

/** What a phase of load saw. */
export interface Report {
  readonly requests: number
  readonly seconds: number
  /** How many answers had which status. */
  readonly statuses: { readonly [status: string]: number }
  readonly p50: number
  readonly p99: number
}

/** Counts answers and keeps their latencies. */
export class Tally {
  readonly #start = performance.now()
  readonly #latencies: number[] = []
  readonly #statuses: Record<string, number> = {}

  add(status: number, latency: number): void {
    this.#latencies.push(latency)
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1
  }

  report(): Report {
    return {
      requests: this.#latencies.length,
      seconds: (performance.now() - this.#start) / 1000,
      statuses: this.#statuses,
      p50: quantile(this.#latencies, 0.5),
      p99: quantile(this.#latencies, 0.99),
    }
  }
}
