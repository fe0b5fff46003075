/** Whether a value fits a pattern, as `t.match` of tap understands it. */
export function matches(found: unknown, pattern: unknown): boolean {
  if (Object.is(found, pattern)) return true
  if (pattern instanceof RegExp) return typeof found === 'string' && pattern.test(found)
  if (typeof pattern === 'string') return typeof found === 'string' && pattern !== '' && found.includes(pattern)
  if (typeof pattern === 'function') return isOfType(found, pattern)
  if (typeof pattern !== 'object' || pattern === null || typeof found !== 'object' || found === null) return false
  if (Array.isArray(pattern) && !Array.isArray(found)) return false
  return Object.entries(pattern).every(([key, inner]) => matches((found as Record<string, unknown>)[key], inner))
}

function isOfType(found: unknown, type: unknown): boolean {
  if (type === String) return typeof found === 'string'
  if (type === Number) return typeof found === 'number'
  if (type === Boolean) return typeof found === 'boolean'
  throw new TypeError('This pattern is not known to mutation runs.')
}
