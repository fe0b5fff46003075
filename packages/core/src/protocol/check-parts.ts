/** Whether a value is an object of JSON that is no list. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is a list of which each element fits. */
export function isList(value: unknown, fits: (element: unknown) => boolean): boolean {
  if (!Array.isArray(value)) return false
  for (const element of value) if (!fits(element)) return false
  return true
}
