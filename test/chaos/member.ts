import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Ledger } from './ledger.ts'

/** One of the workers: a receiver or a worker that is started again whenever it is killed. */
export class Member {
  readonly #command: readonly string[]
  readonly #ledger: Ledger
  #process: ChildProcess
  #ready: Promise<unknown>
  #isKilled = false
  #isRemoved = false
  readonly #onCollapse: (error: Error) => void
  #errors = ''
  /** Where it listens; undefined while it does not. */
  port: number | undefined

  /** @param onCollapse Called when it ends without being killed by the test. */
  constructor(command: readonly string[], ledger: Ledger, onCollapse: (error: Error) => void) {
    this.#command = command
    this.#ledger = ledger
    this.#onCollapse = onCollapse
    this.#process = this.#spawn()
    this.#ready = this.#untilReady()
  }

  /** Ready, in its present life. */
  get ready(): Promise<unknown> {
    return this.#ready
  }

  /** Ends it without a chance to do anything, and starts another in its place at once. */
  async kill(): Promise<void> {
    const killed = this.#process
    const exit = once(killed, 'exit')
    this.port = undefined
    this.#isKilled = true
    // Before it is done: what it held may be taken over as soon as it is.
    this.#ledger.append({ kind: 'killed', process: killed.pid as number })
    killed.kill('SIGKILL')
    await exit
    if (this.#isRemoved) return
    this.#isKilled = false
    this.#process = this.#spawn()
    this.#ready = this.#untilReady()
  }

  /** Lets it end in good order. */
  async close(): Promise<void> {
    await this.#ready
    const exit = once(this.#process, 'exit')
    this.#process.disconnect()
    await exit
  }

  /** Ends it for good. */
  remove(): void {
    this.#isRemoved = true
    this.#isKilled = true
    this.port = undefined
    this.#process.kill('SIGKILL')
  }

  #spawn(): ChildProcess {
    // What tap would load into each of them is most of what it costs to start one.
    const child = spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, ...this.#command], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-2000)
    })
    return child
  }

  #untilReady(): Promise<unknown> {
    const child = this.#process
    return new Promise<void>((resolve) => {
      child.once('message', ({ port }: { port?: number }) => {
        if (!this.#isKilled) this.port = port
        resolve()
      })
      child.once('exit', (code, signal) => {
        if (!this.#isKilled && code !== 0) this.#onCollapse(new Error(`It ended: ${code ?? signal}.\n${this.#errors}`))
        resolve()
      })
    })
  }
}
