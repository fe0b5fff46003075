import type { CallbackRequest } from './request.ts'

const form = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i

/**
 * Whether a form parser made the value of a body: JSON without a content type is often taken for a form. It leaves the
 * whole text as the name of a field, or in parts, where a "&", a "=" or a bracket stands in it. A parser of JSON that
 * takes every content type leaves a packet, which is none of that.
 */
export function isParsedForm(value: unknown, headers: CallbackRequest['headers']): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const names = Object.keys(value)
  if (names.some((name) => /^\s*\{/.test(name))) return true
  return form.test(String(headers['content-type'] ?? '')) && !names.includes('CallbackCommand') && isText(value)
}

/** Whether nothing but text is in it: a form knows no numbers, a packet has some. */
function isText(value: object): boolean {
  return Object.values(value).every((member) => typeof member === 'string' || isListOfText(member))
}

const isListOfText = (value: unknown): boolean =>
  Array.isArray(value) && value.every((member) => typeof member === 'string')
