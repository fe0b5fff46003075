import { type Claim, copyForeign, type DeduplicationStore, type Reply, RoomCallbacksError } from '@room-callbacks/core'
import { connectFailFast } from '../connect/connect-fail-fast.ts'
import type { Client } from '../connect/connection.ts'
import { chooseDatabase } from '../connect/database.ts'
import { type Redact, redactFor } from '../connect/redact.ts'
import { type ClaimClient, defineClaimScripts } from './claim-scripts.ts'
import type { RedisDeduplicationOptions } from './redis-deduplication-options.ts'

/** Remembers callbacks in Redis. */
export interface RedisDeduplication extends DeduplicationStore {
  claim(key: string, token: number, lease: number): Promise<Claim>
  /** Ends the connection. */
  close(): Promise<void>
}

/**
 * Remembers callbacks in Redis, so that several machines recognise a repetition. Each step is one
 * atomic command on one key.
 *
 * @example
 * const store = redisDeduplication({ connection: 'redis://127.0.0.1:6379' })
 * roomCallbacks(1400000000, { deduplication: { store } })
 */
export function redisDeduplication(options: RedisDeduplicationOptions): RedisDeduplication {
  const { connection, prefix = 'room-callbacks:seen:', commandTimeout = 1000 } = options
  if (!connection || !(commandTimeout > 0)) {
    throw new RoomCallbacksError('invalid-option', 'Expected a connection, and a commandTimeout of positive ms.')
  }
  const client = connectFailFast(connection, commandTimeout)
  return new Store(client, prefix)
}

class Store implements RedisDeduplication {
  readonly #client: ClaimClient
  readonly #prefix: string
  readonly #redact: Redact
  #chosen: Promise<void> | undefined

  constructor(client: Client, prefix: string) {
    this.#redact = redactFor(client)
    this.#client = defineClaimScripts(client)
    this.#prefix = prefix
  }

  async claim(key: string, token: number, lease: number): Promise<Claim> {
    const known = await this.#guarded(async () => {
      await this.#choose()
      return this.#client.claimBegin(this.#prefix + key, heldBy(token), lease)
    })
    if (known === null) return { state: 'claimed' }
    return known.startsWith(held) ? { state: 'running' } : { state: 'finished', reply: JSON.parse(known) }
  }

  async complete(key: string, token: number, reply: Reply, window: number): Promise<void> {
    await this.#guarded(() =>
      this.#client.claimComplete(this.#prefix + key, heldBy(token), JSON.stringify(reply), window),
    )
  }

  async release(key: string, token: number): Promise<void> {
    await this.#guarded(() => this.#client.claimRelease(this.#prefix + key, heldBy(token)))
  }

  async close(): Promise<void> {
    this.#client.disconnect()
  }

  /** Before the first claim; ioredis chooses it again for each new connection. */
  #choose(): Promise<void> {
    this.#chosen ??= chooseDatabase(this.#client).catch((thrown: unknown) => {
      this.#chosen = undefined
      throw thrown
    })
    return this.#chosen
  }

  /** What ioredis throws holds the key, the reply, and when it connects the password. */
  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (thrown) {
      throw copyForeign(thrown, this.#redact)
    }
  }
}

/** What stands under a key is this and a token, or the reply of the callback that is finished. */
const held = 'held '
const heldBy = (token: number): string => held + token
