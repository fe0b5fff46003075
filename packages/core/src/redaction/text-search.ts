// So many characters of a text are looked at to see whether one of the texts may begin here.
const beginning = 4
// Unit: entries, a power of two.
const tableSize = 262_144

/** Told of each place where one of the texts stands. */
export type OnFound = (start: number, end: number) => void

/** Searches for many texts in one pass over another. */
export class TextSearch {
  readonly #short: readonly string[]
  readonly #long = new Map<number, string[]>()
  readonly #table = new Uint8Array(tableSize)

  constructor(texts: readonly string[]) {
    this.#short = texts.filter(({ length }) => length < beginning)
    for (const text of texts.filter(({ length }) => length >= beginning)) {
      const place = placeOf(text, 0)
      this.#table[place] = 1
      const others = this.#long.get(place)
      if (others) others.push(text)
      else this.#long.set(place, [text])
    }
  }

  find(text: string, onFound: OnFound): void {
    for (const short of this.#short) findShort(text, short, onFound)
    for (let index = 0; index + beginning <= text.length; index++) {
      const place = placeOf(text, index)
      if (this.#table[place] === 0) continue
      for (const long of this.#long.get(place) as string[]) {
        if (text.startsWith(long, index)) onFound(index, index + long.length)
      }
    }
  }
}

function findShort(text: string, short: string, onFound: OnFound): void {
  for (let index = text.indexOf(short); index !== -1; index = text.indexOf(short, index + short.length)) {
    onFound(index, index + short.length)
  }
}

const placeOf = (text: string, index: number): number =>
  (text.charCodeAt(index) +
    text.charCodeAt(index + 1) * 521 +
    text.charCodeAt(index + 2) * 65_599 +
    text.charCodeAt(index + 3) * 16_777_619) &
  (tableSize - 1)
