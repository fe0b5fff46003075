import type { Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { type ChoiceFlags, choose } from './chosen-entries.ts'
import { changeEach, choiceLines, counted } from './shown-choice.ts'
import { withInbox } from './with-inbox.ts'

/** Which entries are deleted. */
export interface PurgeFlags extends ChoiceFlags, ChangeFlags {
  readonly state: 'dead' | 'recorded'
}

/** Deletes dead letters, or recorded decisions. */
export const purge: Run<PurgeFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const { state } = flags
    const what = state === 'dead' ? 'dead letter' : 'recorded decision'
    const chosen = await choose(inbox, state, flags, io)
    if (chosen.ids.length === 0) {
      output.result({ purged: 0 }, () => `There is no such ${what}.`)
      return 'ok'
    }
    output.preface((colours) => choiceLines(chosen, colours))
    const question = `Delete ${counted(chosen.ids.length, what)} for good? \`inbox export\` keeps a copy.`
    let purged = 0
    if (await confirmChange(question, invocation)) {
      const done = (count: number): string => `${counted(count, what)} ${count === 1 ? 'is' : 'are'} deleted.`
      // Only what was shown: another one may have died while the question stood.
      purged = await changeEach(chosen, (id) => inbox.purge({ id }), done, invocation)
      output.result({ purged }, () => done(purged))
    } else output.result({ purged }, () => [])
    return 'ok'
  })
