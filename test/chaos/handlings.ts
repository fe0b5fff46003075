import type { LedgerLine } from './ledger.ts'

/** One attempt at a callback. Moments are line numbers of the ledger. */
export interface Handling {
  readonly process: number
  /** The store counts them as it gives a callback out. */
  readonly attempt: number
  readonly began: number
  ended?: number
  failed?: number
  lost?: number
  finished?: number
}

/** All attempts at one callback, in the order in which the store gave it out. */
export interface Handled {
  readonly key: string
  readonly room: string
  readonly sequence: number
  readonly handlings: Handling[]
}

/** What the ledger says, callback by callback and process by process. */
export interface Books {
  readonly handled: readonly Handled[]
  /** When each killed process was. */
  readonly killed: ReadonlyMap<number, number>
  /** Lines about attempts that never began. */
  readonly strays: readonly string[]
}

export function readBooks(lines: readonly LedgerLine[]): Books {
  const handled = new Map<string, Handled>()
  const attempts = new Map<string, Handling>()
  const killed = new Map<number, number>()
  const strays: string[] = []
  for (const [moment, line] of lines.entries()) {
    const { kind, process, key = '', attempt = 0, room = '', sequence = 0 } = line
    const name = `${key} ${attempt} ${process}`
    if (kind === 'killed') killed.set(process, moment)
    else if (kind === 'began') {
      const handling = { process, attempt, began: moment }
      const callback = handled.get(key) ?? { key, room, sequence, handlings: [] }
      callback.handlings.push(handling)
      handled.set(key, callback)
      attempts.set(name, handling)
    } else {
      const handling = attempts.get(name)
      if (handling) handling[kind] = moment
      else strays.push(JSON.stringify(line))
    }
  }
  for (const { handlings } of handled.values()) handlings.sort((one, other) => one.attempt - other.attempt)
  return { handled: [...handled.values()], killed, strays }
}
