import { LoadProcess } from './load-process.ts'
import { ServerProcess } from './server-process.ts'

/** How much is sent. */
export interface Extent {
  /** Turns before anything counts: the history is full then, and the code compiled. */
  readonly warmUp: number
  /** Turns of each server that count. */
  readonly turns: number
  /** Callbacks of one turn. */
  readonly requests: number
}

/** A server of `servers/`, and what it is told. */
export interface Started {
  readonly name: string
  readonly args?: readonly string[]
}

/** A server that waits for its turn. */
interface Contender {
  readonly server: ServerProcess
  readonly load: LoadProcess
}

/**
 * What a callback costs several servers, all of which run for the whole time: each has its turn again and again, so
 * that what the machine does besides falls on all alike.
 *
 * @returns CPU of each server, turn by turn. Unit: µs a callback.
 */
export async function inTurns(servers: readonly Started[], { warmUp, turns, requests }: Extent): Promise<number[][]> {
  const contenders: Contender[] = []
  try {
    for (const { name, args } of servers) {
      const server = await ServerProcess.start(name, args)
      contenders.push({ server, load: new LoadProcess(server.port, 'tencent') })
    }
    const measured: number[][] = servers.map(() => [])
    for (let round = 0; round < warmUp + turns; round++) {
      // None waits for so long that its server gives its connections up.
      for (const [index, contender] of contenders.entries()) measured[index]?.push(await turn(contender, requests))
    }
    return measured.map((micros) => micros.slice(warmUp))
  } finally {
    await Promise.all(contenders.flatMap(({ server, load }) => [load.stop(), server.stop()]))
  }
}

async function turn({ server, load }: Contender, requests: number): Promise<number> {
  const before = await server.usage()
  const report = await load.run({ kind: 'closed', requests })
  const after = await server.usage()
  const handled = after.handled - before.handled
  if (handled !== report.requests || report.statuses[200] !== report.requests) {
    throw new Error(`${report.requests} callbacks were sent, ${handled} handled.`)
  }
  return (after.cpuMicros - before.cpuMicros) / report.requests
}
