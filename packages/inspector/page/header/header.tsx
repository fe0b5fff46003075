import { importFile } from '../actions.ts'
import { frozen, missed, togglePause } from '../state/callbacks.ts'
import { inboxes } from '../state/inbox.ts'
import { connection, dialog, totals, type ViewName, view } from '../state/view.ts'

/** The line at the top: where one is, what arrives, and what can be done. */
export function Header() {
  return (
    <header class="header">
      <h1>
        room-callbacks <span class="faint">inspector</span>
      </h1>
      <nav aria-label="Views">
        <Tab name="callbacks" label="Callbacks" />
        <Tab name="rooms" label="Rooms" />
        {inboxes.value.length > 0 && <Tab name="inbox" label="Inbox" />}
      </nav>
      <Connection />
      <div class="tools">
        <Pause />
        <button type="button" onClick={() => open('send')}>
          Send
        </button>
        <a class="button" href="api/export" download>
          Export
        </a>
        <Import />
        <button type="button" aria-label="Help" title="Help (?)" onClick={() => open('help')}>
          ?
        </button>
      </div>
    </header>
  )
}

function open(name: 'help' | 'send'): void {
  dialog.value = { name }
}

function Tab({ name, label }: { readonly name: ViewName; readonly label: string }) {
  return (
    <button
      type="button"
      class="tab"
      aria-current={view.value === name ? 'page' : undefined}
      onClick={() => {
        view.value = name
      }}
    >
      {label}
    </button>
  )
}

const states = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Reconnecting',
  locked: 'Locked: open the address that the server printed',
} as const

function Connection() {
  const { seen, kept } = totals.value
  return (
    <p class={`connection ${connection.value}`} role="status">
      <span class="dot" aria-hidden="true" />
      {states[connection.value]}
      <span class="faint number"> {seen > kept ? `${kept} of ${seen}` : kept}</span>
    </p>
  )
}

function Pause() {
  const isPaused = frozen.value !== undefined
  return (
    <button type="button" aria-pressed={isPaused} title="p" onClick={togglePause}>
      {isPaused ? `Go on${missed.value > 0 ? ` (${missed.value} new)` : ''}` : 'Pause'}
    </button>
  )
}

function Import() {
  return (
    <label class="button">
      Import
      <input
        type="file"
        accept="application/json,.json"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void importFile(file)
          // The same file may be chosen once more.
          currentTarget.value = ''
        }}
      />
    </label>
  )
}
