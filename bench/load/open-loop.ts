import type { Connection } from './connection.ts'
import type { MakeRequest } from './requests.ts'
import type { Tally } from './tally.ts'

/** How long requests fall due, and how many in a second. */
export interface OpenLoop {
  readonly milliseconds: number
  readonly rate: number
}

/**
 * Requests fall due at random (Poisson), however slow the server is, and their latency counts from
 * then: one that waits for a free connection behind a slow answer is late too.
 */
export function openLoop(
  connections: readonly Connection[],
  nextRequest: MakeRequest,
  tally: Tally,
  { milliseconds, rate }: OpenLoop,
): Promise<void> {
  const free = [...connections]
  const start = performance.now()
  const waiting: number[] = []
  let nextDue = start + pause(rate)

  const send = (connection: Connection, due: number): void =>
    connection.send(nextRequest(), ({ status }) => {
      tally.add(status, performance.now() - due)
      const first = waiting.shift()
      if (first === undefined) free.push(connection)
      else send(connection, first)
    })

  return new Promise((resolve) => {
    const tick = (): void => {
      const now = performance.now()
      while (nextDue <= now && nextDue < start + milliseconds) {
        const connection = free.pop()
        if (connection) send(connection, nextDue)
        else waiting.push(nextDue)
        nextDue += pause(rate)
      }
      if (nextDue >= start + milliseconds && free.length === connections.length) resolve()
      // Not a timer: its millisecond would be added to every latency.
      else setImmediate(tick)
    }
    tick()
  })
}

const pause = (rate: number) => (-Math.log(1 - Math.random()) * 1000) / rate
