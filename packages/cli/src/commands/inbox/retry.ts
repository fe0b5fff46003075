import type { Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { type ChoiceFlags, choose } from './chosen-entries.ts'
import { changeEach, choiceLines, counted } from './shown-choice.ts'
import { withInbox } from './with-inbox.ts'

/** Which dead letters get new attempts. */
export type RetryFlags = ChoiceFlags & ChangeFlags

/** Gives dead letters new attempts. */
export const retry: Run<RetryFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const chosen = await choose(inbox, 'dead', flags, io)
    const { ids } = chosen
    if (ids.length === 0) {
      output.result({ retried: 0 }, () => 'There is no such dead letter.')
      return 'ok'
    }
    output.preface((colours) => choiceLines(chosen, colours))
    const question = `Give ${counted(ids.length, 'dead letter')} new attempts? Handlers run once more.`
    let retried = 0
    if (await confirmChange(question, invocation)) {
      const done = (count: number): string => `${counted(count, 'dead letter')} got new attempts.`
      // One after the other with --all too: what died while the question stood was not agreed to.
      retried = await changeEach(chosen, (id) => inbox.retry(id), done, invocation)
      output.result({ retried }, () => done(retried))
    } else output.result({ retried }, () => [])
    return 'ok'
  })
