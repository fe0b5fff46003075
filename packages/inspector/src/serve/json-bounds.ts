import { Failure } from '../failure.ts'

/** What JSON may hold at most, before it is parsed. */
export interface JsonLimits {
  /** Of the whole text. Unit: bytes. */
  readonly bytes: number
  /** Of one string as it is written. Unit: bytes. */
  readonly string: number
  /** Members of lists and objects. */
  readonly members: number
  readonly depth: number
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c

/** Looks at JSON as it arrives. What would hold up the process is refused before it is parsed. */
export class JsonBounds {
  readonly #limits: JsonLimits
  #bytes = 0
  #members = 0
  #depth = 0
  #isString = false
  #isEscaped = false
  #string = 0

  constructor(limits: JsonLimits) {
    this.#limits = limits
  }

  /** Why the next bytes are too much: `too-large`, `too-long`, `too-many` or `too-deep`. */
  exceededBy(chunk: Uint8Array): Failure | undefined {
    const { bytes, string, members, depth } = this.#limits
    this.#bytes += chunk.length
    if (this.#bytes > bytes) return refused('too-large', `It is larger than ${bytes} bytes.`)
    for (const byte of chunk) {
      if (this.#isString) this.#inString(byte)
      else this.#betweenStrings(byte)
      if (this.#string > string) return refused('too-long', `A text in it is longer than ${string} bytes.`)
      if (this.#members > members) return refused('too-many', `It has more than ${members} members.`)
      if (this.#depth > depth) return refused('too-deep', `It is nested deeper than ${depth} levels.`)
    }
    return undefined
  }

  #inString(byte: number): void {
    this.#string++
    if (this.#isEscaped) this.#isEscaped = false
    else if (byte === backslash) this.#isEscaped = true
    else if (byte === quote) this.#isString = false
  }

  #betweenStrings(byte: number): void {
    if (byte === quote) {
      this.#isString = true
      this.#string = 0
    } else if (byte === comma) this.#members++
    // The brackets of lists and objects differ in one bit.
    else if ((byte | 0x20) === 0x7b) this.#depth++
    else if ((byte | 0x20) === 0x7d) this.#depth--
  }
}

const refused = (code: string, message: string): Failure => new Failure({ status: 413, code, message })
