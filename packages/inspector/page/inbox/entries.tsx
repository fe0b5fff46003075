import type { EntrySummary } from '../../src/wire-inbox.ts'
import { dateOf } from '../format.ts'
import { CommandName } from '../list/command-name.tsx'
import { entries, hasMore, numbers, openEntry, opened, showMore, shownState, tick, ticked } from '../state/inbox.ts'
import { change } from './change.ts'

/** The entries of the state that is shown, oldest first. */
export function Entries() {
  const rows = entries.value
  const state = shownState.value
  const canChange = state === 'dead' || state === 'recorded'
  return (
    <>
      {canChange && rows.length > 0 && <Changes />}
      {rows.length === 0 && <div class="empty">{emptyText(state)}</div>}
      <ul class="entries">
        {rows.map((entry) => (
          <Row key={entry.id} entry={entry} canTick={canChange} />
        ))}
      </ul>
      {hasMore.value && (
        <button type="button" class="more" onClick={() => void showMore()}>
          Show more
        </button>
      )}
    </>
  )
}

function emptyText(state: string): string {
  if (!numbers.value) return 'Loading'
  return hasMore.value ? 'None of those that were read fits.' : `Nothing is ${state}.`
}

function Changes() {
  const ids = [...ticked.value]
  const isDead = shownState.value === 'dead'
  return (
    <div class="actions">
      {isDead && (
        <button type="button" disabled={ids.length === 0} onClick={() => change('retry', ids, ids.length)}>
          Retry {ids.length} chosen
        </button>
      )}
      <button type="button" disabled={ids.length === 0} onClick={() => change('purge', ids, ids.length)}>
        Purge {ids.length} chosen
      </button>
      {isDead && (
        <button type="button" onClick={() => change('retry', 'all', 0)}>
          Retry all
        </button>
      )}
      <button type="button" onClick={() => change('purge', 'all', 0)}>
        Purge all
      </button>
    </div>
  )
}

function Row({ entry, canTick }: { readonly entry: EntrySummary; readonly canTick: boolean }) {
  const { id, command, orderKey, receivedAt, attempts, crashes, error } = entry
  const isOpen = opened.value?.summary.id === id
  return (
    <li class={isOpen ? 'entry open' : 'entry'}>
      {canTick && (
        <input
          type="checkbox"
          aria-label={`Choose ${command} of ${dateOf(receivedAt)}`}
          checked={ticked.value.has(id)}
          onChange={({ currentTarget }) => tick(id, currentTarget.checked)}
        />
      )}
      <button
        type="button"
        class="quiet"
        aria-expanded={isOpen}
        onClick={() => void openEntry(isOpen ? undefined : id)}
      >
        <time class="faint number">{dateOf(receivedAt)}</time>
        <CommandName name={command} />
        <span class="faint">{orderKey}</span>
        <span class="number">
          {attempts === 1 ? '1 attempt' : `${attempts} attempts`}
          {crashes > 0 && `, ${crashes} crashes`}
        </span>
        {error && (
          <span class="failed-text">
            {error.code}: {error.message}
          </span>
        )}
      </button>
    </li>
  )
}
