import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../redis/redis-server.ts'

/**
 * Debian keeps the programs of each version in a folder of their own, outside the PATH. `POSTGRES_BIN` names the folder of
 * another version.
 */
function programFolder(): string {
  const { POSTGRES_BIN } = process.env
  if (POSTGRES_BIN) return POSTGRES_BIN
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const [folder] = versions
    .map((version) => join(root, version, 'bin'))
    .filter((bin) => existsSync(join(bin, 'initdb')))
  return folder ?? ''
}

/** Postgres refuses to run as root. */
export function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

/** A real Postgres on a free port, with its files in a folder of its own. */
export class PostgresServer {
  readonly #settings: readonly string[]
  readonly #folder: string
  #process: ChildProcess | undefined
  readonly port: number

  private constructor(folder: string, port: number, settings: readonly string[]) {
    this.#settings = settings
    this.#folder = folder
    this.port = port
  }

  /** Whether this machine has one. */
  static isInstalled(): boolean {
    return programFolder() !== ''
  }

  /** @param settings As on the command line: `['fsync=off']`. */
  static async start(settings: readonly string[] = [], copyOf?: PostgresServer): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-postgres-'))
    const owner = unprivileged()
    if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid as number)
    chmodSync(folder, 0o700)
    const data = join(folder, 'data')
    if (copyOf)
      run('pg_basebackup', [
        '-D',
        data,
        '-h',
        '127.0.0.1',
        '-p',
        String(copyOf.port),
        '-U',
        'postgres',
        '-R',
        '-c',
        'fast',
      ])
    else
      run('initdb', [
        '-D',
        data,
        '-U',
        'postgres',
        '--auth=trust',
        '--no-sync',
        '--wal-segsize=1',
        '-E',
        'UTF8',
        '--locale=C',
      ])
    for (;;) {
      const server = new PostgresServer(folder, await freePort(), settings)
      // Another process may have taken the port since.
      if (await server.#launch()) return server
    }
  }

  get url(): string {
    return this.urlOf('postgres')
  }

  urlOf(user: string, port: number = this.port): string {
    return `postgres://${user}@127.0.0.1:${port}/postgres`
  }

  /** Stops it for good, and removes what it wrote. */
  async remove(): Promise<void> {
    this.resume()
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Ends it and all that serves a connection, as a power cut of its machine would, but for what the kernel has to write. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Starts it again, on the same port, with what it has written. @param maxFileSize As if its disk were full. Unit: bytes. */
  async restart(maxFileSize?: number): Promise<void> {
    if (!(await this.#launch(maxFileSize))) throw new Error(`Port ${this.port} is taken.`)
  }

  /** Leaves its connections open and answers nothing. */
  pause(): void {
    this.#signal('SIGSTOP')
  }

  resume(): void {
    this.#signal('SIGCONT')
  }

  /** Runs one statement on a connection of its own. */
  async query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(this.url)
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(text, values)).rows
    } finally {
      await client.end().catch(() => {})
    }
  }

  async #launch(maxFileSize?: number): Promise<boolean> {
    const own = ['listen_addresses=127.0.0.1', `unix_socket_directories=${this.#folder}`, 'max_connections=60']
    const quick = ['shared_buffers=32MB', 'restart_after_crash=off', 'log_min_messages=log', 'logging_collector=off']
    const settings = [...own, ...quick, ...this.#settings].flatMap((setting) => ['-c', setting])
    const pidFile = join(this.#folder, 'data', 'postmaster.pid')
    rmSync(pidFile, { force: true })
    const command = [
      join(programFolder(), 'postgres'),
      '-D',
      join(this.#folder, 'data'),
      '-p',
      String(this.port),
      ...settings,
    ]
    const limit = maxFileSize === undefined ? [] : ['prlimit', `--fsize=${maxFileSize}`]
    const [program, ...values] = [...limit, ...command] as [string, ...string[]]
    const child = spawn(program, values, {
      ...unprivileged(),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { LC_ALL: 'C', PATH: process.env['PATH'] },
    })
    this.#process = child
    return new Promise<boolean>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('database system is ready to accept')) resolve(true)
      })
      child.once('exit', () => resolve(false))
    })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    this.#signal(signal)
    await exit
    // One that it had just started may hold the other end, and this process would wait for it.
    child.stderr?.destroy()
    // The kernel frees the shared memory of the next one when the last of its processes is gone.
    while (this.#backends().length > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  }

  /** Each connection has a process of its own. */
  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#process ?? {}
    if (pid === undefined) return
    const all = [...this.#backends(), pid]
    for (const one of all) {
      try {
        process.kill(one, signal)
      } catch {
        // It has ended.
      }
    }
  }

  #backends(): number[] {
    const { pid } = this.#process ?? {}
    const found = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout
    return found.split('\n').filter(Boolean).map(Number)
  }
}

function run(program: string, values: readonly string[]): void {
  execFileSync(join(programFolder(), program), values, { ...unprivileged(), stdio: 'pipe', env: { LC_ALL: 'C' } })
}
