/** Whether an object anywhere in a parsed value has a key of its own that is called `__proto__`. */
export function hasPrototypeKey(value: unknown): boolean {
  // A list, not recursion: the depth of a hostile body must not become the depth of the stack.
  const open: unknown[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, '__proto__')) return true
    for (const member of Object.values(next)) if (typeof member === 'object') open.push(member)
  }
  return false
}
