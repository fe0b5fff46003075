import { enterRoom } from './enter-room.ts'

/** Sends callbacks as Tencent does, each one once, and writes down which were acknowledged. */
export class Load {
  /** By room, in the order of their sending: who entered, and was answered 200. */
  readonly acknowledged: ReadonlyMap<string, string[]>
  readonly #url: string
  sent = 0
  answered = 0

  constructor(url: string, rooms: number) {
    this.#url = url
    this.acknowledged = new Map(Array.from({ length: rooms }, (_, index) => [`room-${index + 1}`, []]))
  }

  /** In each room, one after the other enters; the rooms do not wait for each other. */
  async send(perRoom: number, between: () => Promise<unknown> = async () => {}): Promise<void> {
    await Promise.all([...this.acknowledged.keys()].map((room) => this.#fill(room, perRoom, between)))
  }

  async #fill(room: string, count: number, between: () => Promise<unknown>): Promise<void> {
    for (let number = 1; number <= count; number += 1) {
      const member = String(number)
      this.sent += 1
      if (await enterRoom(this.#url, room, member)) {
        this.acknowledged.get(room)?.push(member)
        this.answered += 1
      }
      await between()
    }
  }
}
