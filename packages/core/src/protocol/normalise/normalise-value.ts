import type { Shape } from '../command.ts'

const digits = /^-?\d{1,16}$/

/** Whether a text is an integer in digits. */
export const isDigits = (text: string): boolean => digits.test(text)

/** A single value as handlers see it, or the value itself where its kind has no other spelling. */
export function normaliseValue(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'identifier':
    case 'occupant':
      return Number.isSafeInteger(value) ? String(value) : value
    case 'flag':
      return value === 'true' ? true : value === 'false' ? false : value
    case 'integer':
    case 'stamp':
      return typeof value === 'string' && isDigits(value) ? safeInteger(value) : value
    default:
      return value
  }
}

function safeInteger(text: string): unknown {
  const integer = Number(text)
  return Number.isSafeInteger(integer) ? integer : text
}
