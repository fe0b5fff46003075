import { printable } from './printable.ts'

// Nothing that is meant as a name is longer, and the distance costs the product of two lengths.
const longestWord = 100
const mostSuggestions = 3
// Shorter ones stand in too many names.
const shortestPart = 4

/**
 * A sentence that names what was probably meant, with a space before it; empty where nothing is near. Case makes no
 * difference, and neither does what is before the dot of a command word, or its absence.
 *
 * A function of our own: core has no dependency, and this one runs only where an error is made.
 *
 * @example
 * didYouMean('Live.CallbackBeforeSendgift', names) // ' Did you mean "Live.CallbackBeforeSendGift"?'
 */
export function didYouMean(word: string, names: Iterable<string>): string {
  if (word.length > longestWord) return ''
  const written = word.trim().toLowerCase()
  const known = [...new Set(names)]
  const meant = nearest(written, known)
  const suggested = (meant.length > 0 ? meant : containing(written, known)).slice(0, mostSuggestions)
  return suggested.length === 0 ? '' : ` Did you mean ${suggested.map((name) => `"${printable(name)}"`).join(', or ')}?`
}

function nearest(written: string, names: readonly string[]): string[] {
  const near = names
    .map((name) => ({ name, distance: distanceOf(written, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.min(name.length, written.length) / 4 + 0.25)
  const least = Math.min(...near.map(({ distance }) => distance))
  return near.filter(({ distance }) => distance === least).map(({ name }) => name)
}

/** Where only a part was written. */
function containing(written: string, names: readonly string[]): string[] {
  const [, part] = cut(written)
  return part.length < shortestPart ? [] : names.filter((name) => name.toLowerCase().includes(part))
}

/** How many letters must be changed; or how many after the dot, and something for what is before it. */
function distanceOf(written: string, name: string): number {
  const whole = changesBetween(written, name)
  const [family, word] = cut(name)
  if (family === '') return whole
  const [writtenFamily, writtenWord] = cut(written)
  const familyDistance = writtenFamily === family ? 0 : writtenFamily === '' ? 1 : 2
  return Math.min(whole, changesBetween(writtenWord, word) + familyDistance)
}

function cut(word: string): readonly [string, string] {
  const dot = word.indexOf('.')
  return [word.slice(0, Math.max(dot, 0)), word.slice(dot + 1)]
}

/** Letters added, removed, replaced or exchanged with their neighbour: the optimal string alignment distance. */
function changesBetween(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isEqual = a[row - 1] === b[column - 1]
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const replaced = (last[column - 1] as number) + (isEqual ? 0 : 1)
      const swapped = isSwap ? (before[column - 2] as number) + 1 : replaced
      current.push(Math.min((last[column] as number) + 1, (current[column - 1] as number) + 1, replaced, swapped))
    }
    before = last
    last = current
  }
  return last[b.length] as number
}
