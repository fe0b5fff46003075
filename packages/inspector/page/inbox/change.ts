import type { Changed } from '../../src/wire-inbox.ts'
import { tell } from '../actions.ts'
import { post } from '../api.ts'
import { filterFields, inboxName, openEntry, refreshInbox, shownState, ticked } from '../state/inbox.ts'
import { dialog } from '../state/view.ts'

/** What is done with entries. */
export type Act = 'retry' | 'purge'

const words: Readonly<Record<Act, { readonly button: string; readonly question: string; readonly done: string }>> = {
  retry: { button: 'Retry', question: 'Their handlers run once more, in a worker.', done: 'New attempts for' },
  purge: { button: 'Purge', question: 'Their packets are forgotten for good.', done: 'Forgotten:' },
}

/** Asks, and then changes some entries by their ids, or all that fit the filters. */
export function change(act: Act, ids: readonly string[] | 'all', count: number): void {
  const { button, question, done } = words[act]
  const fields = { inbox: inboxName(), ...(ids === 'all' ? { all: true, ...filterFields() } : { ids }) }
  const path = `inbox/${act}`
  const body = JSON.stringify(act === 'purge' ? { ...fields, state: shownState.value } : fields)
  const run = (): void => {
    void tell(async () => {
      const { changed } = await post<Changed>(path, body)
      ticked.value = new Set()
      await openEntry(undefined)
      await refreshInbox()
      return `${done} ${changed}.`
    })
  }
  const meant = ids === 'all' ? 'All that fit the filters' : count === 1 ? '1 entry' : `${count} entries`
  dialog.value = { name: 'confirm', question: `${meant}. ${question}`, act: button, run }
}
