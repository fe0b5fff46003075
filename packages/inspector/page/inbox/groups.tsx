import type { Signal } from '@preact/signals'
import type { ShownCount } from '../../src/wire-inbox.ts'
import { narrowed, numbers, showAnew } from '../state/inbox.ts'

// Groups that are shown at once.
const most = 6

/** What the entries of the state have in common; each group narrows the list. */
export function Groups() {
  const counts = numbers.value?.counts
  if (!counts || counts.counted === 0) return null
  return (
    <div class="groups">
      <Group title="Command" groups={counts.byCommand} chosen={narrowed.command} />
      <Group title="Error" groups={counts.byCode} chosen={narrowed.code} />
      <Group title="Key" groups={counts.byOrderKey} chosen={narrowed.orderKey} />
      {!counts.isComplete && <p class="faint">Counted: the oldest {counts.counted}.</p>}
    </div>
  )
}

interface GroupProps {
  readonly title: string
  readonly groups: readonly ShownCount[]
  readonly chosen: Signal<string>
}

function Group({ title, groups, chosen }: GroupProps) {
  if (groups.length === 0) return null
  const others = groups.length - most
  return (
    <section aria-label={`By ${title.toLowerCase()}`}>
      <h3 class="faint">{title}</h3>
      {groups.slice(0, most).map(({ name, count }) => (
        <button
          key={name}
          type="button"
          class="link"
          title={name}
          aria-pressed={chosen.value === name}
          onClick={() => {
            chosen.value = chosen.value === name ? '' : name
            showAnew()
          }}
        >
          <span class="number">{count}</span> {name}
        </button>
      ))}
      {others > 0 && <p class="faint">and {others} more</p>}
    </section>
  )
}
