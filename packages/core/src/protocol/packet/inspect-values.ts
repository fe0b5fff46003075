/** What JSON.parse does not tell. */
export interface Inspection {
  /** Whether a number is beyond 2^53, so that its digits may be lost. */
  readonly hasLargeNumber: boolean
  /** Whether a key is called `__proto__`. */
  readonly hasPrototypeKey: boolean
}

/** Looks at every value of a parsed body: cheaper than looking at every character of its text. */
export function inspectValues(value: unknown): Inspection {
  let hasLargeNumber = false
  let hasPrototypeKey = false
  // A list, not recursion: the depth of a hostile body must not become the depth of the stack.
  const open: object[] = []
  const visit = (member: unknown): void => {
    if (typeof member === 'object' && member !== null) open.push(member)
    else if (typeof member === 'number' && Math.abs(member) > Number.MAX_SAFE_INTEGER) hasLargeNumber = true
  }
  visit(value)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) for (const member of next) visit(member)
    else {
      for (const key in next) {
        if (key === '__proto__') hasPrototypeKey = true
        visit((next as Record<string, unknown>)[key])
      }
    }
  }
  return { hasLargeNumber, hasPrototypeKey }
}
