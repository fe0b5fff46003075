import { Child } from './child.ts'

/** What a server used since it started. */
export interface Usage {
  /** User and system time of the whole process, garbage collection included. */
  readonly cpuMicros: number
  readonly rssBytes: number
  /** How many callbacks reached the handler. */
  readonly handled: number
}

/** A server of `servers/`: plain Node on the built packages, as a user runs it. */
export class ServerProcess<Used extends Usage = Usage> {
  readonly #child: Child
  readonly port: number

  private constructor(child: Child, port: number) {
    this.#child = child
    this.port = port
  }

  /**
   * @param args What the server is told.
   * @param nodeOptions What Node itself is told, to profile the server.
   */
  static async start<Used extends Usage = Usage>(
    name: string,
    args: readonly string[] = [],
    nodeOptions: readonly string[] = [],
  ): Promise<ServerProcess<Used>> {
    const child = new Child(0, [...nodeOptions, `../servers/${name}.mjs`, ...args])
    const { port } = await child.nextMessage<{ port: number }>()
    return new ServerProcess(child, port)
  }

  /** @param order what the server is told to do from then on */
  usage(order: object = {}): Promise<Used> {
    return this.#child.ask(order)
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}
