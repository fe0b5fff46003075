import type { InboxEntry } from '@room-callbacks/core/inbox'

/** An entry as JSON shows it. */
export function viewOf({ record, state, position, attempts, crashes, at, error }: InboxEntry): object {
  const { body, receivedAt, carrier: _carrier, refusal: _refusal, ...fields } = record
  return {
    ...fields,
    state,
    position,
    attempts,
    crashes,
    receivedAt: timeOf(receivedAt),
    at: timeOf(at),
    ...(error && { error }),
    ...bodyOf(body),
  }
}

/** A packet as text, or as base64 where it is none. */
export function bodyOf(body: Uint8Array): { readonly raw: string } | { readonly rawBase64: string } {
  try {
    return { raw: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) }
  } catch {
    return { rawBase64: Buffer.from(body).toString('base64') }
  }
}

export const timeOf = (ms: number): string => new Date(ms).toISOString()

/** How long something takes, in its two largest units: `2 d 3 h`. The clock of another machine may lie ahead. */
export function durationOf(given: number): string {
  const ms = Math.max(given, 0)
  const sizes = [86_400_000, 3_600_000, 60_000, 1000]
  const first = sizes.findIndex((size) => ms >= size)
  if (first === -1) return `${Math.round(ms)} ms`
  const parts: string[] = []
  let rest = ms
  for (const [index, size] of sizes.entries()) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0 && index < first + 2) parts.push(`${count} ${'dhms'.charAt(index)}`)
  }
  return parts.join(' ')
}
