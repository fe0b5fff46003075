import type { Socket } from 'node:net'
import { type Client, socketsOf } from './connection.ts'

/**
 * Sends what is written in one turn of the event loop with one system call: dozens of callbacks
 * arrive in a turn of a busy receiver, and to the kernel each write is dearer than what is in it.
 */
export class CorkedWrites {
  readonly #client: Client
  #isHolding = false

  constructor(client: Client) {
    this.#client = client
  }

  /** Before a command is sent. */
  hold(): void {
    if (this.#isHolding) return
    this.#isHolding = true
    const sockets: readonly Socket[] = socketsOf(this.#client)
    for (const socket of sockets) socket.cork()
    setImmediate(() => {
      this.#isHolding = false
      for (const socket of sockets) socket.uncork()
    })
  }
}
