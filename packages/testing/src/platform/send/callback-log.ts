import type { SentCallback } from './sent-callback.ts'

/** A callback as the log keeps it while it is under way. */
export type LogEntry = { -readonly [field in keyof SentCallback]: SentCallback[field] } & {
  attempts: SentCallback['attempts']
}

/** The latest callbacks, as many as it may keep. */
export class CallbackLog {
  readonly #size: number
  #entries: LogEntry[] = []
  #count = 0

  constructor(size: number) {
    this.#size = size
  }

  add(entry: Omit<LogEntry, 'number'>): LogEntry {
    this.#count += 1
    const numbered = { number: this.#count, ...entry }
    this.#entries.push(numbered)
    // Twice the size before it is cut: cutting for each callback would cost the more the longer it is.
    if (this.#entries.length >= 2 * this.#size) this.#entries = this.#entries.slice(-this.#size)
    return numbered
  }

  latest(): readonly SentCallback[] {
    return this.#entries.slice(-this.#size)
  }
}
