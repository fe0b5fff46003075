import type { Signal } from '@preact/signals'
import { listed } from '../state/callbacks.ts'
import { choices, clearFilters, filtered, filters, isFiltered } from '../state/filters.ts'
import { outcomeClasses } from './outcome-class.ts'

/** The filters above the list. */
export function Filters() {
  return (
    <search class="filters">
      <Words id="search" label="Search in callbacks" placeholder="Search   /" filter={filters.text} type="search" />
      <Choice id="family" label="Family" every="Every family" filter={filters.family} values={choices.family.value} />
      <Choice label="Command" every="Every command" filter={filters.command} values={choices.command.value} />
      <Choice
        label="Outcome"
        every="Every outcome"
        filter={filters.outcome}
        values={choices.outcome.value}
        groups={outcomeClasses}
      />
      <Choice
        label="Decision"
        every="Every decision"
        filter={filters.decision}
        values={choices.decision.value}
        groups={choices.decision.value.some((value) => value.startsWith('deny ')) ? { deny: 'deny, any code' } : {}}
      />
      <Words label="Room" placeholder="Every room" filter={filters.room} type="text" list="rooms-known" />
      <datalist id="rooms-known">
        {choices.room.value.map((room) => (
          <option key={room} value={room} />
        ))}
      </datalist>
      <Count />
    </search>
  )
}

interface WordsProps {
  readonly id?: string
  readonly label: string
  readonly placeholder: string
  readonly filter: Signal<string>
  readonly type: 'search' | 'text'
  readonly list?: string
}

function Words({ label, filter, ...attributes }: WordsProps) {
  return (
    <input
      {...attributes}
      aria-label={label}
      value={filter.value}
      onInput={({ currentTarget }) => {
        filter.value = currentTarget.value
      }}
    />
  )
}

interface ChoiceProps {
  readonly id?: string
  readonly label: string
  readonly every: string
  readonly filter: Signal<string>
  readonly values: readonly string[]
  /** Values that stand for several. */
  readonly groups?: Readonly<Record<string, string>>
}

function Choice({ id, label, every, filter, values, groups = {} }: ChoiceProps) {
  return (
    <select
      id={id}
      aria-label={label}
      value={filter.value}
      onChange={({ currentTarget }) => {
        filter.value = currentTarget.value
      }}
    >
      <option value="">{every}</option>
      {Object.entries(groups).map(([value, meaning]) => (
        <option key={value} value={value}>
          {meaning}
        </option>
      ))}
      {values.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </select>
  )
}

function Count() {
  if (!isFiltered.value) return null
  return (
    <button type="button" class="quiet" onClick={clearFilters}>
      {filtered.value.length} of {listed.value.length}, show all
    </button>
  )
}
