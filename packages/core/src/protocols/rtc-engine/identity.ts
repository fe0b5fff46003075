// A string, a sign of punctuation, or a number or word. White space is between them.
const tokenForm = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/gs
const opening = new Set(['{', '['])
const closing = new Set(['}', ']'])
const sendingTimes = new Set(['"CallbackTs"', '"CallbackMsTs"'])

/**
 * What stays of a body when the platform sends an event again: all of it but white space and the time of sending at its top,
 * which may be another one with each delivery (39558 does not say). Token by token: a body that was parsed would have to be
 * written again, and the recursion of `JSON.stringify` would be as deep as a hostile body.
 */
export function identityOf(raw: Uint8Array): string {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString()
  let identity = ''
  let depth = 0
  let isSendingTime = false
  for (const [token] of text.matchAll(tokenForm)) {
    if (opening.has(token)) depth++
    else if (closing.has(token)) depth--
    if (depth === 1 && sendingTimes.has(token)) isSendingTime = true
    else if (isSendingTime && token === ',') isSendingTime = false
    if (!isSendingTime || depth !== 1) identity += token
  }
  return identity
}
