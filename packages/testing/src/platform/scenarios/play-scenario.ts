import { setTimeout as pass } from 'node:timers/promises'
import { callable, integer, type OptionChecks, text } from '@room-callbacks/core/checked-options'
import { abortSignal, requireOptions } from '../options/option-checks.ts'
import type { Platform } from '../platform.ts'
import type { PlayOptions, Scenario, ScenarioStep, TakeStep } from './scenario.ts'

const checks: OptionChecks<PlayOptions> = {
  pace: integer(0),
  prefix: text(0, 64),
  onStep: callable,
  signal: abortSignal,
}

/**
 * Plays a scenario on a platform. Resolves with its steps when the last callback was answered.
 *
 * @throws `invalid-option`, and the reason of the signal
 * @example
 * for (const scenario of scenarios) await playScenario(platform, scenario, { pace: 300 })
 */
export async function playScenario(
  platform: Platform,
  scenario: Scenario,
  options: PlayOptions = {},
): Promise<readonly ScenarioStep[]> {
  requireOptions('playScenario()', options, checks)
  const { pace = 0, prefix = scenario.name, onStep, signal } = options
  const steps: ScenarioStep[] = []
  const take: TakeStep = async (text, operation) => {
    signal?.throwIfAborted()
    if (pace > 0 && steps.length > 0) await pass(pace, undefined, signal && { signal })
    const result = await operation()
    const step: ScenarioStep = { scenario: scenario.name, number: steps.length + 1, text, result }
    steps.push(step)
    onStep?.(step)
    return result
  }
  await scenario.play(platform, take, (name) => `${prefix}-${name}`)
  await platform.settled()
  return steps
}
