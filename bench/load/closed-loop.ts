import type { Connection } from './connection.ts'
import type { MakeRequest } from './requests.ts'
import type { Tally } from './tally.ts'

/** When a closed loop ends: at the first moment that is late enough, with enough sent. */
export interface ClosedLoop {
  readonly milliseconds?: number
  readonly requests?: number
}

/** Sends on every connection as soon as it has its answer: the most that the server can do. */
export function closedLoop(
  connections: readonly Connection[],
  nextRequest: MakeRequest,
  tally: Tally,
  { milliseconds = 0, requests = 0 }: ClosedLoop,
): Promise<void> {
  const end = performance.now() + milliseconds
  let sent = 0
  let open = connections.length
  return new Promise((resolve) => {
    const next = (connection: Connection): void => {
      const sentAt = performance.now()
      if (sentAt >= end && sent >= requests) {
        open -= 1
        if (open === 0) resolve()
        return
      }
      sent += 1
      connection.send(nextRequest(), ({ status }) => {
        tally.add(status, performance.now() - sentAt)
        next(connection)
      })
    }
    connections.forEach(next)
  })
}
