import { createHash, randomBytes } from 'node:crypto'

// As many pages as may be open, and as many again. Unit: sessions.
const most = 32
// A session ends when it was not used for so long. Unit: ms.
const longestPause = 43_200_000

// Found by its digest: how long a search takes then tells nothing of an id.
const digestOf = (id: string): string => createHash('sha256').update(id).digest('base64url')

/** Who has shown the secret already. Their ids are random: nothing of the secret is in them. */
export class Sessions {
  // The one that was not used for the longest time is first.
  readonly #ends = new Map<string, NodeJS.Timeout>()

  /** Begins a session, and ends the oldest for it if there are too many. Gives its id. */
  begin(): string {
    const id = randomBytes(32).toString('base64url')
    if (this.#ends.size === most) this.#end(this.#ends.keys().next().value as string)
    this.#keep(digestOf(id))
    return id
  }

  /** Whether a session of this id has begun and not ended; it goes on then. */
  knows(id: string): boolean {
    const digest = digestOf(id)
    if (!this.#ends.has(digest)) return false
    this.#end(digest)
    this.#keep(digest)
    return true
  }

  #keep(digest: string): void {
    this.#ends.set(digest, setTimeout(() => this.#end(digest), longestPause).unref())
  }

  #end(digest: string): void {
    clearTimeout(this.#ends.get(digest))
    this.#ends.delete(digest)
  }
}
