import { Redis } from 'ioredis'
import type { Place } from './shared-inbox.ts'

/**
 * Remembers the key, writes the entry and counts it, all or nothing: Redis runs a script in one go.
 * An attempt that is repeated after a crash finds its key, and changes nothing.
 */
const enter = `
if redis.call('SADD', KEYS[1], ARGV[1]) == 0 then return redis.call('HINCRBY', KEYS[3], 'repeated', 1) end
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('HINCRBY', KEYS[3], ARGV[3], 1)`

/** Who entered which room, in the order in which it was handled: the effect that the workers have. */
export class Book {
  readonly #redis: Redis
  readonly #prefix: string

  constructor({ REDIS_URL, PREFIX }: Place) {
    this.#redis = new Redis(REDIS_URL)
    this.#prefix = PREFIX
  }

  async enter(key: string, room: string, member: string, worker: string): Promise<void> {
    await this.#redis.eval(
      enter,
      3,
      this.#at('keys'),
      this.#at(`room:${room}`),
      this.#at('handled'),
      key,
      member,
      worker,
    )
  }

  /** All members who entered a room, in order of entry. */
  entered(room: string): Promise<string[]> {
    return this.#redis.lrange(this.#at(`room:${room}`), 0, -1)
  }

  /** What was handled by each worker, and how many attempts were repeated after their effect. */
  async handled(): Promise<{ readonly byWorker: ReadonlyMap<string, number>; readonly repeated: number }> {
    const { repeated = '0', ...workers } = await this.#redis.hgetall(this.#at('handled'))
    const counts = Object.entries(workers).map(([worker, count]) => [worker, Number(count)] as const)
    return { byWorker: new Map(counts.sort(([one], [other]) => one.localeCompare(other))), repeated: Number(repeated) }
  }

  /** Leaves nothing in a Redis that is not ours, the inbox included. */
  async burn(): Promise<void> {
    const pages: AsyncIterable<string[]> = this.#redis.scanStream({ match: `${this.#prefix}*` })
    for await (const keys of pages) if (keys.length > 0) await this.#redis.unlink(keys)
  }

  async close(): Promise<void> {
    this.#redis.disconnect()
  }

  #at(what: string): string {
    return `${this.#prefix}:book:${what}`
  }
}
