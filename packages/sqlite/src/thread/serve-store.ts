import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { Checkpoints } from '../database/checkpoints.ts'
import type { Driver } from '../database/load-driver.ts'
import { openStore } from '../database/open-store.ts'
import { removeProcess } from '../database/processes.ts'
import { failureOf } from '../database/sqlite-error.ts'
import { readNumbers, type Store, seesForeign, sharedCounts } from '../database/store.ts'
import { unpackPuts } from '../layout/records.ts'
import { runBatch } from './run-batch.ts'
import type { FromThread, ThreadData, ToThread } from './thread-message.ts'

/** How often it is looked whether another process wrote something. Unit: ms. */
const watchInterval = 50

/**
 * Opens a store and does what is asked for by messages, until it is closed. The thread sleeps on a number that rises with
 * each message: an event loop that is woken for each batch would cost as much as the batch.
 */
export function serveStore(port: MessagePort, { opening, bell }: ThreadData, load: () => Driver): void {
  const post = (message: FromThread) => port.postMessage(message)
  let store: Store
  try {
    store = openStore(load(), opening)
  } catch (error) {
    const { code, message } = failureOf(error)
    post({ kind: 'failed', code, message })
    return
  }
  const server = new StoreServer(store, post)
  post({ kind: 'opened', path: store.path })
  for (let heard = 0; !server.isClosed; ) {
    Atomics.wait(bell, 0, heard, server.patience)
    heard = Atomics.load(bell, 0)
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      server.receive(next.message as ToThread)
    }
    server.lookIfDue()
  }
}

/** Does what one message after the other asks for. */
export class StoreServer {
  readonly #store: Store
  readonly #post: (message: FromThread) => void
  readonly #checkpoints: Checkpoints
  #isWatching = false
  #lookedAt = 0
  #version: unknown
  #own: number
  isClosed = false

  constructor(store: Store, post: (message: FromThread) => void) {
    this.#store = store
    this.#post = post
    this.#checkpoints = new Checkpoints(store.statements)
    this.#own = Atomics.load(store.shared, sharedCounts.own)
  }

  /** How long it may sleep. Unit: ms. */
  get patience(): number {
    return this.#isWatching ? watchInterval : Number.POSITIVE_INFINITY
  }

  receive(message: ToThread): void {
    if (message.kind === 'batch') {
      const reply = runBatch(this.#store, { ...message.batch, puts: unpackPuts(message.batch.puts) })
      this.#post({ kind: 'reply', reply })
      if (!reply.isBusy) this.#afterCommit(message.batch.puts.bytes.length)
    } else if (message.kind === 'watch') {
      this.#isWatching = message.isOn
      this.#seesForeign()
    } else if (message.kind === 'checkpoint') this.#checkpoint(() => this.#checkpoints.run())
    else this.#close()
  }

  /** Tells when another process wrote something. */
  lookIfDue(): void {
    const now = performance.now()
    if (!this.#isWatching || this.isClosed || now - this.#lookedAt < watchInterval) return
    this.#lookedAt = now
    if (this.#seesForeign()) this.#post({ kind: 'changed' })
  }

  /** After the answer, so that no callback waits for it. What fails is tried again after the next ones. */
  #afterCommit(bytes: number): void {
    this.#checkpoints.count(bytes)
    this.#checkpoint(() => this.#checkpoints.runIfDue())
  }

  #checkpoint(run: () => void): void {
    try {
      run()
    } catch {
      // The disk is full or failing, which commits will say.
    }
  }

  /**
   * Whether another process committed something since the last look. Where this process committed meanwhile, in any of its
   * connections, it looked then. A store that cannot be read says so to those who ask for more.
   */
  #seesForeign(): boolean {
    const { statements, numbers, shared } = this.#store
    try {
      const own = Atomics.load(shared, sharedCounts.own)
      const isSeen = own !== this.#own
      this.#own = own
      if (isSeen) return false
      // It changes when another connection committed, and costs less than a look at the numbers.
      const version = statements.get('PRAGMA data_version')?.['data_version']
      if (version === this.#version) return false
      this.#version = version
      numbers.load(readNumbers(this.#store))
      return seesForeign(this.#store)
    } catch {
      return false
    }
  }

  #close(): void {
    this.isClosed = true
    try {
      // Where another process holds the lock this end counts as an unclean one, which costs a check.
      removeProcess(this.#store)
    } catch {}
    this.#store.database.close()
  }
}
