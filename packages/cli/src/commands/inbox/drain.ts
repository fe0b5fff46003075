import { setTimeout as pause } from 'node:timers/promises'
import { CliError } from '../../errors/cli-error.ts'
import type { Run } from '../command-definition.ts'
import type { PlaceFlags } from './store-address.ts'
import { withInbox } from './with-inbox.ts'

/** How long it waits. */
export interface DrainFlags extends PlaceFlags {
  /** Unit: ms. 0: for as long as it takes. */
  readonly timeout: number
}

/** How often it looks. Unit: ms. */
const interval = 250

/** Waits until the workers have handled everything. */
export const drain: Run<DrainFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const end = flags.timeout === 0 ? undefined : performance.now() + flags.timeout
    for (;;) {
      const { waiting, running, delayed, dead } = await inbox.stats()
      const left = waiting + running + delayed
      if (left === 0) {
        output.result({ waiting, running, delayed, dead }, () => `Everything is handled. Dead letters: ${dead}.`)
        return 'ok'
      }
      const numbers = `${waiting} waiting, ${running} running, ${delayed} delayed`
      output.progress(numbers)
      if (end !== undefined && performance.now() >= end)
        throw new CliError('still-busy', `It is not empty: ${numbers}.`)
      await pause(interval, undefined, { signal: io.signal })
    }
  })
