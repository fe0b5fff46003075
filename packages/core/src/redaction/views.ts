import { decodeOnce, marks, type View } from './decoded-text.ts'

// A URL in JSON in HTML in JSON. Whoever nests deeper does not repeat by accident what he was sent.
const mostLayers = 5
// Of one text, where escapes are taken off in several orders.
const mostViews = 64

type Begins = (code: number) => boolean

const every: Begins = (code) => code === marks.percent || code === marks.backslash || code === marks.ampersand
const one = Object.values(marks).map(
  (mark): Begins =>
    (code) =>
      code === mark,
)

/** A text, and what it is without its escapes, layer by layer. */
export type ViewsOf = (text: string) => Iterable<View>

/**
 * How texts are looked at to find some secrets. A secret that holds a percent sign, a backslash or an ampersand itself is lost
 * where all escapes are taken off together: then they are also taken off kind by kind.
 */
export const viewsFor = (secrets: readonly string[]): ViewsOf =>
  secrets.some((secret) => /[%\\&]/.test(secret))
    ? (text) => views(text, [every, ...one])
    : (text) => views(text, [every])

function* views(text: string, kinds: readonly Begins[]): Generator<View> {
  const seen = new Set([text])
  let layer: View[] = [{ text, places: undefined }]
  for (let depth = 0; layer.length > 0; depth++) {
    yield* layer
    const next: View[] = []
    for (const view of depth < mostLayers ? layer : []) {
      for (const begins of kinds) {
        const decoded = decodeOnce(view, begins)
        if (!decoded || seen.has(decoded.text) || seen.size === mostViews) continue
        seen.add(decoded.text)
        next.push(decoded)
      }
    }
    layer = next
  }
}
