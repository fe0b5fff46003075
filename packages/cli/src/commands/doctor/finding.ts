import type { Command } from '@room-callbacks/core'
import type { Delivered } from '../../deliver/deliver.ts'
import { verdictOf } from '../../deliver/verdict.ts'
import { CliError } from '../../errors/cli-error.ts'
import type { Probe } from './probes.ts'

/** What a probe showed. */
export interface Finding {
  readonly probe: string
  readonly what: string
  readonly state: 'right' | 'wrong' | 'unchecked'
  /** Absent when there was no answer. */
  readonly status?: number
  readonly meaning: string
  readonly hint?: string
}

/** A probe that proves nothing without the secret that callbacks are signed with. */
export const uncheckedFinding = ({ name, what }: Probe, secret: 'token' | 'key'): Finding => ({
  probe: name,
  what,
  state: 'unchecked',
  meaning: `There is no ${secret} in the settings.`,
  hint: `Set ROOM_CALLBACKS_${secret.toUpperCase()} to the ${secret} of the callback settings, and it is checked, too.`,
})

/**
 * What an answer to a probe says of the receiver.
 *
 * @throws when there was no answer, and a refusal is not the reason
 */
export function findingOf(probe: Probe, outcome: Delivered | Error, command: Command): Finding {
  const { name, what, expected } = probe
  const about = { probe: name, what }
  if (outcome instanceof Error) {
    if (expected === 'taken' || !(outcome instanceof CliError)) throw outcome
    // Hanging up is a way to refuse.
    if (outcome.code === 'connection-lost') return { ...about, state: 'right', meaning: 'refused: it hung up' }
    if (outcome.code !== 'timed-out') throw outcome
    const hint = 'Its sender can hold connections open: refuse it with an answer.'
    return { ...about, state: 'wrong', meaning: 'It is not answered in time.', hint }
  }
  const { status } = outcome
  const { ok, meaning, hint = probe.hint } = verdictOf(outcome, command)
  if (expected === 'taken') {
    return ok
      ? { ...about, state: 'right', status, meaning: 'taken' }
      : { ...about, state: 'wrong', status, meaning, hint }
  }
  if (ok) return { ...about, state: 'wrong', status, meaning: 'It was taken.', hint: probe.hint }
  return { ...about, state: 'right', status, meaning: 'refused' }
}

/** A refusal proves nothing where the valid callback is refused in the same way. */
export function downgradeUnproven(finding: Finding, valid: Finding | undefined): Finding {
  const isExplained = finding.state === 'right' && valid?.state === 'wrong' && finding.status === valid.status
  if (!isExplained) return finding
  return { ...finding, state: 'unchecked', meaning: 'It is refused, but so is the valid one.' }
}
