import { printable } from './printable.ts'

/** Takes secrets out of a text. */
export type Redact = (text: string) => string

// A library may throw a whole page, and an error may be its own cause.
const longestMessage = 1000
const longestName = 60
const longestFrame = 300
const mostFrames = 10
const deepestCause = 4

const frame = /^ +at .*(?::\d+:\d+\)?|\(<anonymous>\)|\(native\))$/

/**
 * An error made of the name, the code, the message and the frames of what was thrown, and of its causes alike; all else
 * stays behind: ioredis keeps the arguments of a command, which are passwords and packets, and Node the URL that it could
 * not parse.
 */
export function foreignCopy(thrown: unknown, redact: Redact, depth = 0): Error {
  const message = printable(redact(messageOf(thrown)), longestMessage)
  const cause = depth < deepestCause ? read(thrown, 'cause') : undefined
  const copy = bare(message, cause === undefined ? {} : { cause: foreignCopy(cause, redact, depth + 1) })
  const name = printable(textAt(thrown, 'name') || 'Error', longestName)
  const stack = [`${name}: ${message}`, ...framesOf(thrown).map((line) => printable(redact(line), longestFrame))]
  Object.defineProperties(copy, { name: hidden(name), stack: hidden(stack.join('\n')) })
  const code = read(thrown, 'code')
  if (typeof code === 'string') return Object.assign(copy, { code: printable(redact(code), longestName) })
  return typeof code === 'number' ? Object.assign(copy, { code }) : copy
}

/** As an error has these itself: they are not listed. */
const hidden = (value: string): PropertyDescriptor => ({ value, configurable: true, writable: true })

/** An error without frames of its own: those of the copy are not where it happened. */
function bare(message: string, options: ErrorOptions): Error {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  const error = new Error(message, options)
  Error.stackTraceLimit = limit
  return error
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'function') return 'A function was thrown.'
  if (typeof thrown !== 'object' || thrown === null) return String(thrown)
  const message = textAt(thrown, 'message')
  if (message !== undefined && message !== '') return message
  // Several addresses that cannot be connected are one error that says nothing, with theirs inside.
  const first = read(read(thrown, 'errors'), '0')
  return textAt(first, 'message') ?? (message === undefined ? 'An object was thrown that is no error.' : '')
}

function framesOf(thrown: unknown): string[] {
  const stack = textAt(thrown, 'stack') ?? ''
  const message = textAt(thrown, 'message') ?? ''
  // The message stands before the frames, and a line of it may look like one.
  const end = message === '' ? -1 : stack.indexOf(message)
  const lines = stack.slice(end === -1 ? 0 : end + message.length).split('\n', 100)
  return lines.filter((line) => line.length <= longestFrame && frame.test(line)).slice(0, mostFrames)
}

function textAt(thrown: unknown, property: string): string | undefined {
  const value = read(thrown, property)
  return typeof value === 'string' ? value : undefined
}

/** A property of what may be anything: a getter may throw, and a revoked proxy does. */
function read(thrown: unknown, property: string): unknown {
  try {
    return (thrown as Record<string, unknown> | null | undefined)?.[property]
  } catch {
    return undefined
  }
}
