import { Charts } from './charts/charts.tsx'
import { Detail } from './detail/detail.tsx'
import { Dialogs } from './dialogs/dialogs.tsx'
import { Header } from './header/header.tsx'
import { Notice } from './header/notice.tsx'
import { Inbox } from './inbox/inbox.tsx'
import { Filters } from './list/filters.tsx'
import { List } from './list/list.tsx'
import { Rooms } from './rooms/rooms.tsx'
import { selectedId } from './state/selection.ts'
import { view } from './state/view.ts'

/** The page: callbacks with their details, or rooms. */
export function App() {
  return (
    <>
      <Header />
      <Notice />
      <Shown />
      <Dialogs />
    </>
  )
}

function Shown() {
  switch (view.value) {
    case 'callbacks':
      return <Callbacks />
    case 'rooms':
      return <Rooms />
    case 'inbox':
      return <Inbox />
  }
}

function Callbacks() {
  return (
    <main class={selectedId.value === undefined ? 'callbacks' : 'callbacks has-detail'}>
      <section class="pane" aria-label="Callbacks">
        <Charts />
        <Filters />
        <List />
      </section>
      <Detail />
    </main>
  )
}
