import { Backlog, withTimeout } from '@room-callbacks/core/inbox'
import type { Client } from '../connect/connection.ts'
import { CorkedWrites } from '../connect/corked-writes.ts'
import { failureOf, isTimeout } from '../connect/failure.ts'
import type { Redact } from '../connect/redact.ts'
import { defineScripts, type RunScript, type ScriptName, type ScriptValue } from '../scripts/define-scripts.ts'

/** What the values of a script count beside a record. Unit: bytes. */
const valuesSize = 500

/** Runs scripts on one connection, bounded in time and number; what ioredis throws is copied without its arguments. */
export class ScriptRunner {
  readonly #client: Client
  readonly #runScript: RunScript
  readonly #corked: CorkedWrites
  readonly #commandTimeout: number
  readonly #redact: Redact
  readonly #backlog = new Backlog((scripts) => `Redis is too slow: it has not answered ${scripts} commands.`)

  constructor(client: Client, commandTimeout: number, redact: Redact) {
    this.#client = client
    this.#runScript = defineScripts(client)
    this.#corked = new CorkedWrites(client)
    this.#commandTimeout = commandTimeout
    this.#redact = redact
  }

  /**
   * @param size Of the record among the values. Unit: bytes.
   * @param timeout Where it is shorter than `commandTimeout`. Unit: ms.
   * @throws `inbox-failed`
   */
  async run(
    name: ScriptName,
    base: string,
    values: readonly ScriptValue[],
    size: number = 0,
    timeout: number = this.#commandTimeout,
  ): Promise<unknown> {
    this.#backlog.enter(size + valuesSize)
    const reply = this.#send(name, base, values, size + valuesSize)
    try {
      // What is on its way goes on.
      if (timeout < this.#commandTimeout && !(await withTimeout(reply, timeout))) throw new Error('Command timed out')
      return await reply
    } catch (thrown) {
      throw failureOf(thrown, this.#redact)
    }
  }

  /** Ends the connection; what is still on its way rejects. */
  close(): void {
    this.#client.disconnect()
  }

  async #send(name: ScriptName, base: string, values: readonly ScriptValue[], size: number): Promise<unknown> {
    this.#corked.hold()
    const end = () => this.#backlog.leave(size)
    try {
      const reply = await this.#runScript(name, base, values)
      end()
      return reply
    } catch (thrown) {
      // ioredis keeps the command until the connection, which is dead by then, is closed.
      if (isTimeout(thrown)) setTimeout(end, 2 * this.#commandTimeout).unref()
      else end()
      throw thrown
    }
  }
}
