/** A piece of memory that holds the bytes of several packets, one behind the other. */
export interface Chunk {
  readonly bytes: Buffer
  /** Where the next packet begins. */
  used: number
  /** Packets in it that are still needed. */
  packets: number
}

// Room for some fifty packets of the usual size. Unit: bytes.
const usual = 65_536

/**
 * Memory for the packets of a history, used again and again. What the garbage collection would have to look at for as
 * long as a packet is kept would cost a busy receiver more than all else that an inspector does.
 */
export class PacketMemory {
  readonly #most: number
  readonly #free: Chunk[] = []
  #current: Chunk | undefined
  #taken = 0

  /** @param most Unit: bytes. */
  constructor(most: number) {
    this.#most = most
  }

  /** A chunk with so much room behind what is used of it; undefined when packets must be released first. */
  reserve(length: number): Chunk | undefined {
    const current = this.#current
    if (current && current.used + length <= usual) return current
    if (length > usual) return this.#hasPlace(length) ? this.#make(length) : undefined
    const next = this.#free.pop() ?? (this.#hasPlace(usual) ? this.#make(usual) : undefined)
    if (next) this.#current = next
    return next
  }

  /** Gives back the room of one packet. */
  release(chunk: Chunk): void {
    chunk.packets--
    if (chunk.packets > 0) return
    chunk.used = 0
    if (chunk.bytes.length > usual) this.#taken -= chunk.bytes.length
    else if (chunk !== this.#current) this.#free.push(chunk)
  }

  /** Whether it may take so much more. The last packet is held however large it is. */
  #hasPlace(length: number): boolean {
    while (this.#taken + length > this.#most && this.#free.pop()) this.#taken -= usual
    const isEmpty = this.#taken === (this.#current?.packets === 0 ? usual : 0)
    return isEmpty || this.#taken + length <= this.#most
  }

  #make(length: number): Chunk {
    this.#taken += length
    return { bytes: Buffer.allocUnsafeSlow(length), used: 0, packets: 0 }
  }
}
