import fc, { type IAsyncPropertyWithHooks } from 'fast-check'
import type { Test } from 'tap'

// The same values in every run, so that a red build stays red; FAST_CHECK_SEED looks elsewhere.
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 1_400_000_000)
// Part of the runs, and no search for the smallest counterexample: for each of a thousand mutants.
const share = Number(process.env['FAST_CHECK_SHARE'] ?? 1)

/** Checks a property; a failure prints the seed, the path and the smallest counterexample. */
export async function check<Values>(t: Test, property: IAsyncPropertyWithHooks<Values>, runs = 2000): Promise<void> {
  const numRuns = Math.ceil(runs * share)
  const details = await fc.check(property, { seed, numRuns, endOnFailure: share < 1 })
  if (details.failed) t.fail((await fc.asyncDefaultReportMessage(details)) ?? 'It failed.')
  else t.pass(`${details.numRuns} runs with seed ${details.seed}`)
}
