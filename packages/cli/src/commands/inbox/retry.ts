import type { Run } from '../command-definition.ts'
import { type ChangeFlags, confirmChange } from '../confirm-change.ts'
import { type ChoiceFlags, choose } from './chosen-entries.ts'
import { choiceLines, counted } from './shown-choice.ts'
import { withInbox } from './with-inbox.ts'

/** Which dead letters get new attempts. */
export type RetryFlags = ChoiceFlags & ChangeFlags

/** Gives dead letters new attempts. */
export const retry: Run<RetryFlags> = (invocation) =>
  withInbox(invocation, async (inbox) => {
    const { flags, io, output } = invocation
    const { entries, isAll } = await choose(inbox, 'dead', flags, io.clock())
    if (entries.length === 0) {
      output.result({ retried: 0 }, () => 'There is no such dead letter.')
      return 'ok'
    }
    output.preface((colours) => choiceLines(entries, colours))
    const question = `Give ${counted(entries.length, 'dead letter')} new attempts? Handlers run once more.`
    let retried = 0
    if (await confirmChange(question, invocation)) {
      if (isAll) retried = await inbox.retry('all')
      else for (const { record } of entries) retried += await inbox.retry(record.id)
      output.result({ retried }, () => `${counted(retried, 'dead letter')} got new attempts.`)
    } else output.result({ retried }, () => [])
    return 'ok'
  })
