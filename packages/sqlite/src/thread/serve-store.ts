import type { MessagePort } from 'node:worker_threads'
import type { Driver } from '../database/load-driver.ts'
import { type Opening, openStore } from '../database/open-store.ts'
import { removeProcess } from '../database/processes.ts'
import { failureOf } from '../database/sqlite-error.ts'
import type { Store } from '../database/store.ts'
import { Checkpoints } from './checkpoints.ts'
import { runBatch } from './run-batch.ts'
import type { FromThread, ToThread } from './thread-message.ts'

/** How often it is looked whether another process wrote something. Unit: ms. */
const watchInterval = 50

/** Opens a store and does what is asked for by messages, until it is closed. */
export function serveStore(port: MessagePort, opening: Opening, load: () => Driver): void {
  const post = (message: FromThread) => port.postMessage(message)
  let store: Store
  try {
    store = openStore(load(), opening)
  } catch (error) {
    const { code, message } = failureOf(error)
    post({ kind: 'failed', code, message })
    port.close()
    return
  }
  const server = new StoreServer(store, post)
  port.on('message', (message: ToThread) => {
    server.receive(message)
    if (message.kind === 'close') port.close()
  })
  post({ kind: 'opened' })
}

class StoreServer {
  readonly #store: Store
  readonly #post: (message: FromThread) => void
  readonly #checkpoints: Checkpoints
  #timer: NodeJS.Timeout | undefined
  #version: unknown

  constructor(store: Store, post: (message: FromThread) => void) {
    this.#store = store
    this.#post = post
    this.#checkpoints = new Checkpoints(store)
  }

  receive(message: ToThread): void {
    if (message.kind === 'batch') {
      const reply = runBatch(this.#store, message.batch)
      this.#post({ kind: 'reply', reply })
      if (!reply.isBusy) this.#afterCommit(message.batch.bodies.length)
    } else if (message.kind === 'watch') this.#watch(message.isOn)
    else this.#close()
  }

  /** After the answer, so that nobody waits for it. What fails is tried again after the next ones. */
  #afterCommit(bytes: number): void {
    this.#checkpoints.count(bytes)
    try {
      this.#checkpoints.runIfDue()
    } catch {
      // The disk is full or failing, which commits will say.
    }
  }

  #watch(isOn: boolean): void {
    clearInterval(this.#timer)
    if (!isOn) return
    this.#version = this.#readVersion()
    this.#timer = setInterval(() => this.#look(), watchInterval)
  }

  #look(): void {
    const version = this.#readVersion()
    if (version !== this.#version) this.#post({ kind: 'changed' })
    this.#version = version
  }

  /** Changes when another connection committed something. A store that cannot be read says so to those who ask for more. */
  #readVersion(): unknown {
    try {
      return this.#store.statements.get('PRAGMA data_version')?.['data_version']
    } catch {
      return this.#version
    }
  }

  #close(): void {
    clearInterval(this.#timer)
    try {
      // Where another process holds the lock this end counts as an unclean one, which costs a check.
      removeProcess(this.#store)
    } catch {}
    this.#store.database.close()
  }
}
