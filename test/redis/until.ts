import { setTimeout as pass } from 'node:timers/promises'

/** Waits until something is so; what throws is not so yet. The test's own time-out bounds it. */
export async function until<Value>(isSo: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
  for (;;) {
    const value = await Promise.resolve()
      .then(isSo)
      .catch(() => undefined)
    if (value) return value as NonNullable<Value>
    await pass(10)
  }
}
