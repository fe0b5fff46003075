import type { Closing } from './serve.ts'

/** Closes one after the other, the next one even if the one before it failed. */
export const closeInOrder = (...steps: readonly Closing[]): Closing => ({
  async close(options) {
    const failures: unknown[] = []
    for (const step of steps) await step.close(options).catch((failure: unknown) => failures.push(failure))
    if (failures.length > 0) throw failures[0]
  },
})
