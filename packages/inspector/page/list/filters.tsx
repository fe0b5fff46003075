import type { Signal } from '@preact/signals'
import { listed } from '../state/callbacks.ts'
import { choices, clearFilters, filtered, filters, isFiltered } from '../state/filters.ts'
import { outcomeClasses } from './outcome-class.ts'

/** The filters above the list. */
export function Filters() {
  return (
    <search class="filters">
      <input
        id="search"
        type="search"
        aria-label="Search in callbacks"
        placeholder="Search   /"
        value={filters.text.value}
        onInput={(event) => {
          filters.text.value = event.currentTarget.value
        }}
      />
      <Choice label="Command" every="Every command" filter={filters.command} values={choices.command.value} />
      <Choice
        label="Outcome"
        every="Every outcome"
        filter={filters.outcome}
        values={choices.outcome.value}
        groups={outcomeClasses}
      />
      <input
        type="text"
        list="rooms-known"
        aria-label="Room"
        placeholder="Every room"
        value={filters.room.value}
        onInput={(event) => {
          filters.room.value = event.currentTarget.value
        }}
      />
      <datalist id="rooms-known">
        {choices.room.value.map((room) => (
          <option key={room} value={room} />
        ))}
      </datalist>
      <Count />
    </search>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly every: string
  readonly filter: Signal<string>
  readonly values: readonly string[]
  /** Values that stand for several. */
  readonly groups?: Readonly<Record<string, string>>
}

function Choice({ label, every, filter, values, groups = {} }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={filter.value}
      onChange={(event) => {
        filter.value = event.currentTarget.value
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
