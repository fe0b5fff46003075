import { crypto } from '../crypto.ts'

/** 96 bits that stand for a callback, as three integers of 32 bits. Signed ones cost less: V8 keeps them without an object. */
export interface Fingerprint {
  readonly a: number
  readonly b: number
  readonly c: number
}

const minSize = 1024
/** The states of an entry; 0 is none. */
const running = 1
const finished = 2

/**
 * Fingerprints in the order in which they were added, found by their bits, each with a time and an owner.
 *
 * What is remembered of a callback must be no object: objects that outlive it are copied and hashed again by the
 * collector, which was two thirds of what the receiver cost over bare Node. Here it is 37 bytes in typed arrays, which
 * grow with use. An index stands for an entry until the next one is added.
 */
export class FingerprintRing {
  #size = minSize
  #words = new Int32Array(3 * minSize)
  #until = new Float64Array(minSize)
  #owner = new Float64Array(minSize)
  #state = new Uint8Array(minSize)
  // Twice as many as entries, so that runs of occupied slots stay short. 0 is free; else it is the index plus one.
  #slots = new Uint32Array(2 * minSize)
  #first = 0
  /** How many indexes are in use from the first on, those of removed entries included. */
  #span = 0
  #running = 0
  #finished = 0

  get finished(): number {
    return this.#finished
  }

  get size(): number {
    return this.#running + this.#finished
  }

  /** What the arrays take. Unit: bytes. */
  get bytes(): number {
    const arrays = [this.#words, this.#until, this.#owner, this.#state, this.#slots]
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** The entry of a fingerprint, or -1. */
  find(fingerprint: Fingerprint): number {
    const [mask, slots, words] = [this.#slots.length - 1, this.#slots, this.#words]
    const [a, b, c] = [fingerprint.a | 0, fingerprint.b | 0, fingerprint.c | 0]
    for (let slot = a & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const index = (slots[slot] as number) - 1
      const at = 3 * index
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c) return index
    }
    return -1
  }

  /** Adds a fingerprint that is not there, as running. */
  add({ a, b, c }: Fingerprint, owner: number, until: number): number {
    if (this.#span === this.#size) this.#rebuild()
    const index = (this.#first + this.#span++) & (this.#size - 1)
    const at = 3 * index
    this.#words[at] = a
    this.#words[at + 1] = b
    this.#words[at + 2] = c
    this.#until[index] = until
    this.#owner[index] = owner
    this.#state[index] = running
    this.#running++
    this.#occupy(index)
    return index
  }

  untilOf(index: number): number {
    return this.#until[index] as number
  }

  ownerOf(index: number): number {
    return this.#owner[index] as number
  }

  isFinished(index: number): boolean {
    return this.#state[index] === finished
  }

  finish(index: number, until: number): void {
    this.#state[index] = finished
    this.#until[index] = until
    this.#running--
    this.#finished++
  }

  remove(index: number): void {
    if (this.#state[index] === finished) this.#finished--
    else this.#running--
    this.#state[index] = 0
    this.#vacate(index)
    while (this.#span > 0 && this.#state[this.#first] === 0) {
      this.#first = (this.#first + 1) & (this.#size - 1)
      this.#span--
    }
  }

  /** Puts an entry last. */
  moveToEnd(index: number): void {
    const [a, b, c] = this.#words.subarray(3 * index, 3 * index + 3) as unknown as [number, number, number]
    const [owner, until] = [this.ownerOf(index), this.untilOf(index)]
    const wasFinished = this.isFinished(index)
    this.remove(index)
    const moved = this.add({ a, b, c }, owner, until)
    if (wasFinished) this.finish(moved, until)
  }

  /** The entry that was added first; there must be one. */
  get oldest(): number {
    return this.#first
  }

  #occupy(index: number): void {
    const mask = this.#slots.length - 1
    let slot = (this.#words[3 * index] as number) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = index + 1
  }

  /** Frees the slot of an entry and closes the gap behind it: a search ends at the first free slot. */
  #vacate(index: number): void {
    const [slots, words] = [this.#slots, this.#words]
    const mask = slots.length - 1
    let free = (words[3 * index] as number) & mask
    while (slots[free] !== index + 1) free = (free + 1) & mask
    for (let slot = (free + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = (words[3 * ((slots[slot] as number) - 1)] as number) & mask
      // It may move to the free slot unless its search begins behind that.
      if (((slot - home) & mask) < ((slot - free) & mask)) continue
      slots[free] = slots[slot] as number
      free = slot
    }
    slots[free] = 0
  }

  /** Closes the gaps of removed entries; where there are few, into arrays of twice the size. */
  #rebuild(): void {
    const [words, until, owner, state] = [this.#words, this.#until, this.#owner, this.#state]
    const [first, mask, span] = [this.#first, this.#size - 1, this.#span]
    if (2 * this.size > this.#size) this.#size *= 2
    this.#words = new Int32Array(3 * this.#size)
    this.#until = new Float64Array(this.#size)
    this.#owner = new Float64Array(this.#size)
    this.#state = new Uint8Array(this.#size)
    this.#slots = new Uint32Array(2 * this.#size)
    this.#first = 0
    this.#span = 0
    for (let step = 0; step < span; step++) {
      const from = (first + step) & mask
      if (state[from] === 0) continue
      const to = this.#span++
      for (let word = 0; word < 3; word++) this.#words[3 * to + word] = words[3 * from + word] as number
      this.#until[to] = until[from] as number
      this.#owner[to] = owner[from] as number
      this.#state[to] = state[from] as number
      this.#occupy(to)
    }
  }
}

const salts = new Map<string, Fingerprint>()
let hash: ReturnType<typeof crypto>['hash'] | undefined
const word = (): number => crypto().randomInt(2 ** 32) | 0

/**
 * What stands for a callback in the memory of this process: 96 bits of the SHA-256 of its body, mixed with random bits
 * for its app and its command.
 *
 * Two callbacks that differ are taken for one when these 96 bits are equal. Among the 10^6 that may be remembered
 * that is expected once in 10^23 callbacks. Two bodies with equal bits cannot be made, either: it takes 2^48 digests
 * to find a pair, which then says nothing about a genuine callback, and 2^96 to match one. What is shared with
 * other processes, and `idempotencyKey`, keep the whole digest.
 *
 * @param app One that is served, so that the random bits stay few. @param command One of the catalog, likewise.
 */
export function fingerprintOf(app: string, command: string, body: Uint8Array | string): Fingerprint {
  hash ??= crypto().hash
  const digest = hash('sha256', body, 'binary')
  const [forApp, forCommand] = [saltOf(app), saltOf(command)]
  return {
    a: wordAt(digest, 0) ^ forApp.a ^ forCommand.a,
    b: wordAt(digest, 4) ^ forApp.b ^ forCommand.b,
    c: wordAt(digest, 8) ^ forApp.c ^ forCommand.c,
  }
}

function saltOf(name: string): Fingerprint {
  let salt = salts.get(name)
  if (salt === undefined) {
    salt = { a: word(), b: word(), c: word() }
    salts.set(name, salt)
  }
  return salt
}

function wordAt(digest: string, index: number): number {
  const high = (digest.charCodeAt(index) << 24) | (digest.charCodeAt(index + 1) << 16)
  return high | (digest.charCodeAt(index + 2) << 8) | digest.charCodeAt(index + 3)
}
