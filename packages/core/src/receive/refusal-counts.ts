import type { RefusalCode } from '../errors/refusals.ts'

/** How far back refusals are counted. Unit: minutes. */
const minutes = 5
/** Unit: ms. */
const minute = 60_000

interface Counted {
  readonly minute: number
  readonly counts: Map<RefusalCode, number>
}

/** Refused callbacks of the last minutes by code: a number for each code and minute, however many there are. */
export class RefusalCounts {
  readonly #ring: (Counted | undefined)[] = []

  /** @param now Unit: ms since 1970. */
  count(code: RefusalCode, now: number): void {
    const current = Math.floor(now / minute)
    const place = ((current % minutes) + minutes) % minutes
    let counted = this.#ring[place]
    if (counted?.minute !== current) {
      counted = { minute: current, counts: new Map() }
      this.#ring[place] = counted
    }
    counted.counts.set(code, (counted.counts.get(code) ?? 0) + 1)
  }

  /** Those of the last five minutes, the current one included. */
  since(now: number): { readonly [code in RefusalCode]?: number } {
    const current = Math.floor(now / minute)
    const sums: { [code in RefusalCode]?: number } = {}
    for (const counted of this.#ring) {
      // What lies ahead was counted before the clock was set back.
      if (counted === undefined || counted.minute <= current - minutes || counted.minute > current) continue
      for (const [code, count] of counted.counts) sums[code] = (sums[code] ?? 0) + count
    }
    return sums
  }
}
