const contentLength = /\r\ncontent-length: *(\d+)/i

/** A whole answer. */
export interface Response {
  readonly status: number
  readonly body: string
}

/** Reads an answer in Latin-1; undefined while some of it is missing. */
export function readResponse(text: string): Response | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const length = contentLength.exec(text)?.[1]
  const isComplete = length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= head + 4 + Number(length)
  return isComplete ? { status: Number(text.slice(9, 12)), body: text.slice(head + 4) } : undefined
}
