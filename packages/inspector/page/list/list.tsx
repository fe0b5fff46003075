import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { listed } from '../state/callbacks.ts'
import { filtered } from '../state/filters.ts'
import { selectedId } from '../state/selection.ts'
import { record } from '../state/view.ts'
import { Row } from './row.tsx'
import { useVirtualizer } from './use-virtualizer.ts'

/** Where a row has two lines: as narrow.css has it. */
const narrow = matchMedia('(max-width: 640px)')

/** How high a row is: as list.css and narrow.css have it. Unit: px. */
function useRowHeight(): number {
  const [isNarrow, setNarrow] = useState(narrow.matches)
  useEffect(() => {
    const follow = () => setNarrow(narrow.matches)
    narrow.addEventListener('change', follow)
    return () => narrow.removeEventListener('change', follow)
  }, [])
  return isNarrow ? 52 : 36
}

/** The callbacks, newest first. Only the rows in sight exist. */
export function List() {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = filtered.value
  const selected = selectedId.value
  const index = rows.findIndex(({ id }) => id === selected)
  const rowHeight = useRowHeight()
  const { items, height, scrollTo } = useVirtualizer(scroller, rows.length, rowHeight)
  useStillness(scroller, rows, rowHeight)
  // Only a new selection is brought into sight.
  useEffect(() => {
    if (index !== -1) scrollTo(index)
  }, [selected])
  if (rows.length === 0) return <Empty />
  return (
    <div
      ref={scroller}
      id="list"
      class="list"
      role="listbox"
      aria-label="Callbacks, newest first"
      aria-activedescendant={index === -1 ? undefined : `row-${selected}`}
      tabIndex={0}
    >
      <div class="rows" style={{ height: `${height}px` }}>
        {items.map((item) => {
          const callback = rows[item.index]
          return (
            callback && (
              <Row key={callback.id} callback={callback} top={item.start} place={item.index + 1} of={rows.length} />
            )
          )
        })}
      </div>
    </div>
  )
}

/** What is looked at stays where it is while new rows come in above it. */
function useStillness(
  scroller: { readonly current: HTMLElement | null },
  rows: readonly { readonly id: number }[],
  rowHeight: number,
): void {
  const before = useRef(rows)
  useLayoutEffect(() => {
    const element = scroller.current
    const first = before.current[0]
    before.current = rows
    if (!element || !first || element.scrollTop === 0) return
    const added = rows.findIndex(({ id }) => id === first.id)
    if (added > 0) element.scrollTop += added * rowHeight
  }, [scroller, rows, rowHeight])
}

function Empty() {
  const isQuiet = listed.value.length === 0
  return (
    <div id="list" class="empty" tabIndex={-1}>
      <p>{isQuiet ? 'No callback yet.' : 'No callback fits the filters.'}</p>
      {isQuiet && record.value === 'watched' && (
        <p class="hint">Callbacks are recorded while this page is open, and a minute after.</p>
      )}
      {isQuiet && <p class="hint">Point the callback URL here, or press s to send a documented sample.</p>}
    </div>
  )
}
