import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { pinned } from './pinned.ts'

/** A Node process on a core of its own that answers one message with one message. */
export class Child {
  readonly #process: ChildProcess
  #errors = ''

  constructor(core: 0 | 1, args: readonly string[]) {
    const [command, ...rest] = pinned(core, [process.execPath, ...args])
    this.#process = spawn(command, rest, {
      cwd: import.meta.dirname,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    // Kept for when it fails: some servers print every request that they refuse.
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-4096)
    })
  }

  nextMessage<Message>(): Promise<Message> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error(`A process of the bench ended early.\n${this.#errors}`))
      this.#process.once('exit', onExit)
      this.#process.once('message', (message) => {
        this.#process.off('exit', onExit)
        resolve(message as Message)
      })
    })
  }

  ask<Answer>(message: object): Promise<Answer> {
    const answer = this.nextMessage<Answer>()
    this.#process.send(message)
    return answer
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const exit = once(this.#process, 'exit')
    if (this.#process.connected) this.#process.disconnect()
    await exit
  }
}
