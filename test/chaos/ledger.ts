import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'

/**
 * A line of the ledger, in which each process writes what it does, in the order in which it is done.
 *
 * - `began`, `ended`, `failed`: a handler; `ended` is its effect.
 * - `lost`: its signal aborted.
 * - `finished`: its inbox tells that the store took note of the end.
 * - `killed`: the process is about to be killed.
 */
export interface LedgerLine {
  readonly kind: 'began' | 'ended' | 'failed' | 'lost' | 'finished' | 'killed'
  readonly process: number
  /** The idempotency key of the callback. */
  readonly key?: string
  readonly attempt?: number
  readonly room?: string
  readonly sequence?: number
}

/** One file that many processes append to. What a handler does is to write here: that survives its process. */
export class Ledger {
  readonly #file: number

  constructor(path: string) {
    this.#file = openSync(path, 'a')
  }

  // Between two line feeds: a process that is killed while it writes may leave half a line.
  append(line: LedgerLine): void {
    writeSync(this.#file, `\n${JSON.stringify(line)}\n`)
  }

  close(): void {
    closeSync(this.#file)
  }
}

/** All lines; a torn one was never written. */
export function readLedger(path: string): readonly LedgerLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text.startsWith('{') && text.endsWith('}'))
    .map((text) => JSON.parse(text) as LedgerLine)
}
