import type { Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { type ChoiceFlags, choose } from './chosen-entries.ts'
import { choiceLines, counted } from './shown-choice.ts'
import { withInbox } from './with-inbox.ts'

/** Which entries are forgotten. */
export interface PurgeFlags extends ChoiceFlags, ChangeFlags {
  readonly state: 'dead' | 'recorded'
}

/** Forgets dead letters, or recorded decisions. */
export const purge: Run<PurgeFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const { state } = flags
    const what = state === 'dead' ? 'dead letter' : 'recorded decision'
    const { entries } = await choose(inbox, state, flags, io.clock())
    if (entries.length === 0) {
      output.result({ purged: 0 }, () => `There is no such ${what}.`)
      return 'ok'
    }
    output.preface((colours) => choiceLines(entries, colours))
    const question = `Forget ${counted(entries.length, what)} for good? \`inbox export\` keeps a copy.`
    let purged = 0
    if (await confirmChange(question, invocation)) {
      // Only what was shown: another one may have died while the question stood.
      for (const { record } of entries) purged += await inbox.purge({ id: record.id })
      output.result({ purged }, () => `${counted(purged, what)} ${purged === 1 ? 'is' : 'are'} forgotten.`)
    } else output.result({ purged }, () => [])
    return 'ok'
  })
