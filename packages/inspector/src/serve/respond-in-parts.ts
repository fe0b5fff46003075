import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { writeHead } from './respond.ts'

// So much is made in one go; then callbacks have their turn. Unit: characters.
const largest = 65_536

/** Answers with JSON of any size: it is made piece by piece, and no faster than the client takes it. */
export async function respondInParts(
  response: ServerResponse,
  pieces: Iterable<string>,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  writeHead(response, 200, 'application/json', headers)
  let waiting = ''
  for (const piece of pieces) {
    waiting += piece
    if (waiting.length < largest) continue
    if (!response.write(waiting)) await untilTaken(response)
    if (response.destroyed) return
    waiting = ''
    await setImmediate()
  }
  response.end(waiting)
}

async function untilTaken(response: ServerResponse): Promise<void> {
  const done = new AbortController()
  const { signal } = done
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  } finally {
    done.abort()
  }
}
