import { CutEnds } from './cut-ends.ts'
import { Ranges } from './ranges.ts'
import { spellingsOf } from './spellings.ts'
import { type OnFound, TextSearch } from './text-search.ts'
import { viewsFor } from './views.ts'

/** Takes secrets out of a text. */
export type Redact = (text: string) => string

/** How secrets are taken out. */
export interface RedactorOptions {
  /** What stands where a secret stood. Default: `[redacted]`. */
  readonly label?: string
  /**
   * How many characters of a secret are taken out too, where the rest is cut off, and in upper and lower case alike. For texts
   * of strangers, which may repeat a part of what they were sent. Default: only whole secrets. Unit: characters.
   */
  readonly part?: number
}

/**
 * Takes secrets out of texts, in every spelling: as they are, escaped as in URLs, JSON or HTML, nested and in part, as
 * base64 in any alphabet and position, and as hexadecimal digits. Also what is left of one at the end of a text that was cut.
 * Takes time in proportion to the text.
 *
 * @param secrets Empty and undefined ones count for nothing.
 * @example
 * const redact = redactor([process.env.CALLBACK_TOKEN])
 * log.warn(redact(String(error)))
 */
export function redactor(secrets: readonly (string | undefined)[], options: RedactorOptions = {}): Redact {
  const { label = '[redacted]', part } = options
  const known = [...new Set(secrets)].filter((secret) => secret !== undefined && secret !== '') as string[]
  if (known.length === 0) return (text) => text
  const fold = part === undefined ? (text: string): string => text : lowerCase
  const spellings = [...new Set(known.flatMap(spellingsOf).map(fold))]
  const search = new TextSearch(part === undefined ? spellings : spellings.flatMap((text) => partsOf(text, part)))
  const ends = new CutEnds(spellings)
  const viewsOf = viewsFor(known)
  return (text) => {
    const found = new Ranges()
    for (const { text: shown, places } of viewsOf(text)) {
      const note: OnFound = (start, end) =>
        places ? found.add(places.starts[start] as number, places.ends[end - 1] as number) : found.add(start, end)
      const folded = fold(shown)
      search.find(folded, note)
      ends.find(folded, note)
    }
    return found.cutOut(text, label)
  }
}

/** Only of ASCII: other letters change their length. */
const lowerCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

const partsOf = (text: string, part: number): string[] =>
  text.length <= part
    ? [text]
    : Array.from({ length: text.length - part + 1 }, (_, start) => text.slice(start, start + part))
