const types = { data: 0, headers: 1, reset: 3, settings: 4 } as const

/** What a client of HTTP/2 says first (RFC 9113, section 3.4). */
export const preface: Buffer = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  frame('settings', 0, []),
])

/** The head of a POST, its body still to come. */
export function headersFrame(stream: number, path: string): Buffer {
  const fields = { ':method': 'POST', ':scheme': 'http', ':authority': 'localhost', ':path': path }
  const block = Object.entries(fields).flatMap(([name, value]) => [0, ...text(name), ...text(value)])
  const endHeaders = 0x4
  return frame('headers', stream, block, endHeaders)
}

/** A piece of a body that is not its last. */
export const dataFrame = (stream: number, piece: string): Buffer => frame('data', stream, [...Buffer.from(piece)])

/** Breaks a stream off. Node's own client may end it properly before it does so; this never does. */
export const resetFrame = (stream: number, code: number): Buffer => frame('reset', stream, [0, 0, 0, code])

function frame(type: keyof typeof types, stream: number, payload: readonly number[], flags = 0): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head.writeUInt8(types[type], 3)
  head.writeUInt8(flags, 4)
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, Buffer.from(payload)])
}

/** A text of HPACK, uncompressed (RFC 7541, sections 5.1 and 5.2). */
function text(value: string): number[] {
  const bytes = [...Buffer.from(value)]
  if (bytes.length < 127) return [bytes.length, ...bytes]
  const rest = bytes.length - 127
  return [127, ...(rest < 128 ? [rest] : [(rest & 0x7f) | 0x80, rest >> 7]), ...bytes]
}
