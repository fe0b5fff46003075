import { EventEmitter, once } from 'node:events'
import { enterRoom } from './enter-room.ts'

/** How many callbacks are under way at once. */
const lanes = 8

/** Sends callbacks as Tencent does, each one once, and writes down which were acknowledged. */
export class Acknowledgements {
  /** Whose entering was answered 200. */
  readonly members: Set<string> = new Set()
  readonly #news = new EventEmitter()
  readonly #url: () => Promise<string>
  #sent = 0

  /** @param url Where the server is, as soon as there is one. */
  constructor(url: () => Promise<string>) {
    this.#url = url
  }

  async send(count: number, room: string): Promise<void> {
    await Promise.all(Array.from({ length: lanes }, () => this.#sendAlong(count, room)))
  }

  /** Resolves when so many were acknowledged. */
  async reach(count: number): Promise<void> {
    while (this.members.size < count) await once(this.#news, 'acknowledged')
  }

  async #sendAlong(count: number, room: string): Promise<void> {
    while (this.#sent < count) {
      this.#sent += 1
      const member = `member-${this.#sent}`
      if (!(await enterRoom(await this.#url(), room, member))) continue
      this.members.add(member)
      this.#news.emit('acknowledged')
    }
  }
}
