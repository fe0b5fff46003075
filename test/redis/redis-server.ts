import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Redis } from 'ioredis'

/** A real Redis on a free port, with an append-only file in a folder of its own. */
export class RedisServer {
  readonly port: number
  readonly #folder: string
  readonly #settings: readonly string[]
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string, settings: readonly string[]) {
    this.port = port
    this.#folder = folder
    this.#settings = settings
  }

  /** Whether this machine has one. */
  static isInstalled(): boolean {
    return spawnSync('redis-server', ['--version']).status === 0
  }

  /** @param settings As on the command line: `['--appendfsync', 'always']`. */
  static async start(settings: readonly string[] = []): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-redis-'))
    for (;;) {
      const server = new RedisServer(await freePort(), folder, settings)
      // Another process may have taken the port first.
      if (await server.#launch()) return server
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Stops it for good, and removes what it wrote. */
  async remove(): Promise<void> {
    this.resume()
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Ends it as a power cut of its machine would, but for what the kernel has to write. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Ends it in good order. */
  async shutDown(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** Starts it again, on the same port, with what its append-only file holds. */
  async restart(settings: readonly string[] = []): Promise<void> {
    if (!(await this.#launch(settings))) throw new Error(`Port ${this.port} is taken.`)
  }

  /** Leaves its connections open and answers nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP')
  }

  resume(): void {
    this.#process?.kill('SIGCONT')
  }

  /** Sends one command on a connection of its own. */
  async command(name: string, ...values: (string | number)[]): Promise<unknown> {
    const client = new Redis(this.port, '127.0.0.1')
    try {
      return await client.call(name, ...values)
    } finally {
      client.disconnect()
    }
  }

  async #launch(more: readonly string[] = []): Promise<boolean> {
    const own = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, '--save', '']
    const child = spawn('redis-server', [...own, '--appendonly', 'yes', ...this.#settings, ...more], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.#process = child
    const isReady = new Promise<boolean>((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes('Ready to accept connections')) resolve(true)
      })
      child.once('exit', () => resolve(false))
    })
    return isReady
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
}

/** A port that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
