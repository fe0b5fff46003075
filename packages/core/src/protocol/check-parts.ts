// What the generated checks are made of. V8 puts these into the checks where they run often, so that short names cost nothing.

/** Whether a value is an object of JSON that is no list. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is a list of which each element fits. */
export function isList(value: unknown, fits: (element: unknown) => boolean): boolean {
  if (!Array.isArray(value)) return false
  for (const element of value) if (!fits(element)) return false
  return true
}

export const isText = (value: unknown): boolean => typeof value === 'string'
export const isFilled = (value: unknown): boolean => typeof value === 'string' && value !== ''
export const isInteger = (value: unknown): boolean => Number.isInteger(value)
export const isNumber = (value: unknown): boolean => Number.isFinite(value)
export const isFlag = (value: unknown): boolean => typeof value === 'boolean'

/** The same of an optional field. */
export const mayBeText = (value: unknown): boolean => value === undefined || typeof value === 'string'
export const mayBeInteger = (value: unknown): boolean => value === undefined || Number.isInteger(value)
export const mayBeFlag = (value: unknown): boolean => value === undefined || typeof value === 'boolean'
