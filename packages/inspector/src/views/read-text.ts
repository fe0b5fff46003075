const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a body; undefined when it is none. */
export function readText(raw: Uint8Array): string | undefined {
  try {
    return decoder.decode(raw)
  } catch {
    return undefined
  }
}
