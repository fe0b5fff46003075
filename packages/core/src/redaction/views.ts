import { decodeRuns } from './decoded-runs.ts'
import { decodeOnce, marks, type View } from './decoded-text.ts'

// A URL in JSON in HTML in JSON. Text that is nested deeper does not repeat a secret by accident.
const mostLayers = 5
// Of one text, where escapes are taken off in several orders.
const mostViews = 64

// So many bytes have base64 that is found as it is, wherever it begins.
const fewestBytes = 4

/** Takes off one layer. */
type Decode = (view: View) => View | undefined

const all: Decode = (view) =>
  decodeOnce(view, (code) => code === marks.percent || code === marks.backslash || code === marks.ampersand)
const each = /* @__PURE__ */ Object.values(marks).map(
  (mark): Decode =>
    (view) =>
      decodeOnce(view, (code) => code === mark),
)

/** A text, and what it is without its escapes, layer by layer. */
export type ViewsOf = (text: string) => Iterable<View>

/**
 * How texts are looked at to find some secrets. A secret that holds a percent sign, a backslash or an ampersand itself is lost
 * where all escapes are taken off together: then they are also taken off kind by kind.
 */
export function viewsFor(secrets: readonly string[]): ViewsOf {
  const decodes = [all]
  if (secrets.some((secret) => /[%\\&]/.test(secret))) decodes.push(...each)
  if (secrets.some((secret) => Buffer.byteLength(secret) < fewestBytes)) decodes.push(decodeRuns)
  return (text) => views(text, decodes)
}

function* views(text: string, decodes: readonly Decode[]): Generator<View> {
  const seen = new Set([text])
  let layer: View[] = [{ text, places: undefined }]
  for (let depth = 0; layer.length > 0; depth++) {
    yield* layer
    const next: View[] = []
    for (const view of depth < mostLayers ? layer : []) {
      for (const decode of decodes) {
        const decoded = decode(view)
        if (!decoded || seen.has(decoded.text) || seen.size === mostViews) continue
        seen.add(decoded.text)
        next.push(decoded)
      }
    }
    layer = next
  }
}
