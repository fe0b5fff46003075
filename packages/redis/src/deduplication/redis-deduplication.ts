import { randomUUID } from 'node:crypto'
import { type Claim, type ClaimTerms, type DeduplicationStore, RoomCallbacksError } from '@room-callbacks/core'
import { connectPromptly } from '../connect/connect-promptly.ts'
import type { Client } from '../connect/connection.ts'
import { type ClaimClient, defineClaimScripts } from './claim-scripts.ts'
import { ClaimState } from './claim-state.ts'
import { RedisClaim } from './redis-claim.ts'
import type { RedisDeduplicationOptions } from './redis-deduplication-options.ts'
import { RunningElsewhere } from './running-elsewhere.ts'

/** Remembers callbacks in Redis. */
export interface RedisDeduplication extends DeduplicationStore {
  claim(key: string, terms: ClaimTerms): Promise<Claim>
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
  const client = connectPromptly(connection, commandTimeout)
  return new Store(client, prefix)
}

class Store implements RedisDeduplication {
  readonly #client: ClaimClient
  readonly #prefix: string

  constructor(client: Client, prefix: string) {
    this.#client = defineClaimScripts(client)
    this.#prefix = prefix
  }

  async claim(key: string, { lease, window }: ClaimTerms): Promise<Claim> {
    const place = this.#prefix + key
    const token = randomUUID()
    const known = await this.#client.set(place, ClaimState.held(token), 'PX', lease, 'NX', 'GET')
    if (known === null) return new RedisClaim(this.#client, place, token, window)
    const reply = ClaimState.replyOf(known)
    return reply ? { state: 'finished', reply } : new RunningElsewhere(this.#client, place, known)
  }

  async close(): Promise<void> {
    this.#client.disconnect()
  }
}
