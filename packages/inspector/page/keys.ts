import { copyCurl, replaySelected } from './actions.ts'
import { togglePause } from './state/callbacks.ts'
import { inboxes } from './state/inbox.ts'
import { closeDetail, openDetail, selectNext, selectPrevious } from './state/selection.ts'
import { dialog, type ViewName, view } from './state/view.ts'

/** What each key does, as the help shows it. */
export const keys: readonly (readonly [keys: readonly string[], meaning: string, act: () => void])[] = [
  [['j', 'ArrowDown'], 'Next callback', selectNext],
  [['k', 'ArrowUp'], 'Previous callback', selectPrevious],
  [['Enter'], 'Go to the details', openDetail],
  [['Escape'], 'Close the details', closeDetail],
  [['/'], 'Search', () => focus('search')],
  [['f'], 'Choose a family', () => focus('family')],
  [['p'], 'Pause, or go on', togglePause],
  [['r'], 'Replay the callback', () => void replaySelected()],
  [['c'], 'Copy it as curl', () => void copyCurl()],
  [['s'], 'Send a sample', () => open('send')],
  [['1'], 'Callbacks', () => show('callbacks')],
  [['2'], 'Rooms', () => show('rooms')],
  [['3'], 'Inbox', () => show('inbox')],
  [['?'], 'Help', () => open('help')],
]

/** Listens to the keyboard of the page. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.value !== undefined) return
    if (isTyping(event)) return
    // A button does by itself what Enter asks of it.
    if (event.key === 'Enter' && (event.target as Element).closest('button, a, summary')) return
    const found = keys.find(([names]) => names.includes(event.key))
    if (!found) return
    event.preventDefault()
    found[2]()
  })
}

function isTyping({ target, key }: KeyboardEvent): boolean {
  const field = (target as Element).closest<HTMLElement>('input, select, textarea')
  if (field && key === 'Escape') field.blur()
  return field !== null
}

function focus(id: 'search' | 'family'): void {
  show('callbacks')
  const field = document.getElementById(id)
  // In the view of rooms there is none yet.
  if (field) field.focus()
  else requestAnimationFrame(() => document.getElementById(id)?.focus())
}

function open(name: 'help' | 'send'): void {
  dialog.value = { name }
}

function show(name: ViewName): void {
  if (name !== 'inbox' || inboxes.value.length > 0) view.value = name
}
