import { type OnFound, TextSearch } from './text-search.ts'

// So much of a secret at the end of a text is taken for the rest of one that was cut off. Unit: characters.
const shortest = 4
// A text may be cut in the middle of an escape.
const half = /(?:%[\da-f]?|\\(?:u[\da-f]{0,3}|x[\da-f]?)?|&#?\w{0,7})$/i

/** Finds what is left of a secret at the end of a text that was cut off. */
export class CutEnds {
  readonly #spellings: readonly string[]
  readonly #beginnings: TextSearch
  readonly #longest: number

  constructor(spellings: readonly string[]) {
    this.#spellings = spellings.filter(({ length }) => length > shortest)
    this.#beginnings = new TextSearch([...new Set(this.#spellings.map((spelling) => spelling.slice(0, shortest)))])
    this.#longest = Math.max(0, ...this.#spellings.map(({ length }) => length)) + 10
  }

  find(text: string, onFound: OnFound): void {
    const tail = text.slice(Math.max(0, text.length - this.#longest))
    this.#beginnings.find(tail, (start) => {
      const rest = tail.slice(start)
      const ends = [rest, rest.replace(half, '')]
      const isCut = this.#spellings.some((spelling) => ends.some((end) => spelling.startsWith(end)))
      if (isCut) onFound(text.length - rest.length, text.length)
    })
  }
}
