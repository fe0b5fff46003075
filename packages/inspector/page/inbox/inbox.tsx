import { useEffect } from 'preact/hooks'
import { chosenInbox, inboxes, inboxName, opened, refreshIfIdle, refreshInbox, showAnew } from '../state/inbox.ts'
import { Entries } from './entries.tsx'
import { Entry } from './entry.tsx'
import { Groups } from './groups.tsx'
import { States } from './states.tsx'

// Unit: ms.
const interval = 2000

/** What waits, runs, is delayed or dead in the store of an inbox. */
export function Inbox() {
  useEffect(() => {
    void refreshInbox()
    // A hidden page sends no requests.
    const timer = setInterval(() => {
      if (!document.hidden) refreshIfIdle()
    }, interval)
    return () => clearInterval(timer)
  }, [])
  return (
    <main class={opened.value === undefined ? 'inbox' : 'inbox has-detail'} aria-label="Inbox">
      <section class="pane" aria-label="Entries">
        {inboxes.value.length > 1 && <Choice />}
        <States />
        <Groups />
        <Entries />
      </section>
      {opened.value && <Entry shown={opened.value} />}
    </main>
  )
}

function Choice() {
  return (
    <select
      aria-label="Which inbox"
      class="which"
      value={inboxName()}
      onChange={({ currentTarget }) => {
        chosenInbox.value = currentTarget.value
        showAnew()
      }}
    >
      {inboxes.value.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  )
}
