import { callbackQuery } from '@room-callbacks/testing'
import type { Arguments } from '../arguments.ts'
import { sdkAppId, token } from '../identity.mjs'
import { bodyParts, uniqueBodies } from '../load/bodies.ts'
import type { Findings } from '../report/print.ts'
import type { Verdict } from '../report/verdict.ts'
import { medians } from '../statistics.ts'
import { measuredProcess } from './measured-process.ts'

type Steps = { readonly [step: string]: number }
type ColdStart = { readonly importMs: number; readonly heapMb: number; readonly firstCallbackMs: number }

/** Core alone, without a host: what each step takes, and what a fresh process pays. */
export function benchCore({ rounds, quick }: Arguments, tell: (line: string) => void): Findings {
  tell('the steps of one callback')
  const trials = quick ? '20' : '100'
  const steps = medians(repeat(rounds, () => measuredProcess<Steps>('steps.mjs', [JSON.stringify(bodyParts), trials])))
  tell('cold start')
  const coldStart = medians(repeat(quick ? 3 : 11, measureColdStart))
  return {
    extent: `${rounds} fresh processes, for the cold start ${quick ? 3 : 11}, medians`,
    table: { head: ['one callback', 'ns', '÷ JSON.parse', 'over JSON.parse, ns'], rows: stepRows(steps) },
    verdicts: judge(steps, coldStart),
    raw: { steps, coldStart },
  }
}

const repeat = <Value>(times: number, make: () => Value) => Array.from({ length: times }, make)

function measureColdStart(): ColdStart {
  const query = callbackQuery({ sdkAppId, command: 'Room.CallbackAfterCreateRoom', token })
  return measuredProcess('cold-start.mjs', [String(sdkAppId), token, query, uniqueBodies()()])
}

const jsonParse = (steps: Steps) => steps['JSON.parse of the bytes'] as number

const stepRows = (steps: Steps) =>
  Object.entries(steps).map(([step, nanoseconds]) => {
    const over = nanoseconds - jsonParse(steps)
    return [step, nanoseconds.toFixed(0), (nanoseconds / jsonParse(steps)).toFixed(2), over > 0 ? over.toFixed(0) : '–']
  })

function judge(steps: Steps, { importMs, heapMb, firstCallbackMs }: ColdStart): readonly Verdict[] {
  const handled = steps['receive: handled'] as number
  const overJson = (handled - jsonParse(steps)) / 1000
  const verdict = (what: string, measured: number, atMost: number, unit: string): Verdict => ({
    what,
    target: `≤ ${atMost}${unit}`,
    measured: `${measured.toFixed(2)}${unit}`,
    isMet: measured <= atMost,
  })
  return [
    verdict('whole receive over JSON.parse', overJson, 15, ' µs'),
    ...['bad-signature', 'invalid-packet'].map((code) =>
      verdict(`${code} ÷ handled`, (steps[`receive: ${code}`] as number) / handled, 1.5, ''),
    ),
    verdict('import of core', importMs, 15, ' ms'),
    verdict('heap after it', heapMb, 1, ' MB'),
    verdict('first callback after it', firstCallbackMs, 5, ' ms'),
  ]
}
