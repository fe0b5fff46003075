/** Parts of a text, which may overlap. */
export class Ranges {
  // Start and end in turn.
  readonly #places: number[] = []

  add(start: number, end: number): void {
    const places = this.#places
    const last = places.length - 1
    // Mostly they come in order: what belongs together stays one.
    if (last > 0 && start >= (places[last - 1] as number) && start <= (places[last] as number)) {
      places[last] = Math.max(places[last] as number, end)
    } else places.push(start, end)
  }

  /** A text with a label in the place of each part. */
  cutOut(text: string, label: string): string {
    if (this.#places.length === 0) return text
    const parts: string[] = []
    let covered = 0
    for (const [start, end] of this.#inOrder()) {
      if (start > covered || covered === 0) parts.push(text.slice(covered, start), label)
      covered = Math.max(covered, end)
    }
    return parts.join('') + text.slice(covered)
  }

  #inOrder(): [start: number, end: number][] {
    const pairs: [number, number][] = []
    for (let index = 0; index < this.#places.length; index += 2) {
      pairs.push([this.#places[index] as number, this.#places[index + 1] as number])
    }
    return pairs.sort(([one], [other]) => one - other)
  }
}
