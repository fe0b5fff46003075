import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between a client and Redis, and breaks what is between them. */
export class BreakableLine {
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #target: number
  #isSwallowing = false
  #keptText: string | undefined
  readonly #kept: (() => void)[] = []

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((client) => this.#join(client, connect(this.#target, '127.0.0.1')))
  }

  static async start(target: number): Promise<BreakableLine> {
    const line = new BreakableLine(target)
    line.#server.listen(0, '127.0.0.1')
    await once(line.#server, 'listening')
    return line
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.#server.address() as { port: number }).port}`
  }

  /** From now on it takes everything, on connections new and old, and passes nothing on. */
  swallow(): void {
    this.#isSwallowing = true
  }

  /** New connections lead to Redis again; those that lost something stay as they are. */
  passOn(): void {
    this.#isSwallowing = false
  }

  /** Keeps back the next answer with a text in it, and all that comes after it on its connection. */
  keepBack(text: string): void {
    this.#keptText = text
  }

  /** Passes on what was kept back. */
  release(): void {
    this.#keptText = undefined
    for (const pass of this.#kept.splice(0)) pass()
  }

  /** Breaks every connection in the middle of what it does. */
  reset(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy()
  }

  /** From now on it leads to another server, as an address does after a failover. */
  leadTo(target: number): void {
    this.#target = target
    this.reset()
  }

  async stop(): Promise<void> {
    this.reset()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket, redis: Socket): void {
    const pair = [client, redis] as const
    this.#pairs.add(pair)
    let isDead = this.#isSwallowing
    let isKept = false
    const forward = (from: Socket, to: Socket): void => {
      from.on('data', (chunk) => {
        isDead ||= this.#isSwallowing
        isKept = this.#keptText !== undefined && (isKept || (from === redis && chunk.includes(this.#keptText)))
        if (isKept && from === redis) this.#kept.push(() => to.write(chunk))
        else if (!isDead) to.write(chunk)
      })
      from.on('error', () => {})
      from.on('close', () => {
        to.destroy()
        this.#pairs.delete(pair)
      })
    }
    forward(client, redis)
    forward(redis, client)
  }
}
