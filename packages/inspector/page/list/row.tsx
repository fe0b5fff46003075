import type { CallbackSummary } from '../../src/wire.ts'
import { durationOf, timeOf } from '../format.ts'
import { decisionText } from '../state/filters.ts'
import { select, selectedId } from '../state/selection.ts'
import { CommandName } from './command-name.tsx'
import { classOf } from './outcome-class.ts'

interface RowProps {
  readonly callback: CallbackSummary
  /** Unit: px. */
  readonly top: number
  /** From 1. */
  readonly place: number
  readonly of: number
}

const sources = { inbox: 'inbox', replay: 'replay', sample: 'sample', import: 'import', network: undefined } as const

/** A callback of the list. */
export function Row({ callback, top, place, of }: RowProps) {
  const { id, command, room, outcome, receivedAt, responseTimeMs, handlerTimeMs, phase, source, attempts, decision } =
    callback
  const isSelected = selectedId.value === id
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the page
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, as a listbox should
    <div
      id={`row-${id}`}
      class={`row ${classOf(callback)}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={place}
      aria-setsize={of}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => select(isSelected ? undefined : id)}
    >
      <time class="faint number">{timeOf(receivedAt)}</time>
      <span class="what">
        <CommandName name={command} />
        {phase === 'before' && <span class="badge">{decision ? decisionText(decision) : 'decides'}</span>}
        {sources[source] && <span class="badge">{sources[source]}</span>}
        {attempts > 1 && <span class="badge">{attempts} attempts</span>}
      </span>
      <span class="room">{room}</span>
      <span class="outcome">{outcome}</span>
      <span class="latency number">{durationOf(responseTimeMs ?? handlerTimeMs)}</span>
    </div>
  )
}
