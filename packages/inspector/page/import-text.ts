import type { Imported } from '../src/wire.ts'
import { post } from './api.ts'

// The server takes no more than this in one request, so that it is not held up. Unit: callbacks, and characters.
const mostCallbacks = 500
const mostText = 1_000_000

/** Sends an export in parts; gives how many callbacks were taken. @throws what the server says of the first wrong part */
export async function importText(text: string): Promise<number> {
  const { version, callbacks } = readExport(text)
  // The server says what is wrong with it.
  if (!Array.isArray(callbacks))
    return (await post<Imported>('import', JSON.stringify({ version, callbacks: null }))).imported
  let imported = 0
  for (const part of partsOf(callbacks)) {
    try {
      const body = `{"version":${JSON.stringify(version ?? null)},"callbacks":[${part.join(',')}]}`
      imported += (await post<Imported>('import', body)).imported
    } catch (error) {
      if (imported === 0) throw error
      throw new Error(`Imported ${imported} callbacks; of the next ones: ${(error as Error).message}`)
    }
  }
  return imported
}

function readExport(text: string): { readonly version?: unknown; readonly callbacks?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new Error('It is not JSON.')
  }
}

/** An empty file is a part, too: the server looks at its version. */
function partsOf(callbacks: readonly unknown[]): string[][] {
  const parts: string[][] = []
  let part: string[] = []
  let length = 0
  for (const callback of callbacks) {
    const written = JSON.stringify(callback)
    if (part.length === mostCallbacks || (part.length > 0 && length + written.length > mostText)) {
      parts.push(part)
      part = []
      length = 0
    }
    part.push(written)
    length += written.length
  }
  return [...parts, part]
}
