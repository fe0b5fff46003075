import { computed, signal } from '@preact/signals'
import type { CallbackSummary } from '../../src/wire.ts'
import { classOf } from '../list/outcome-class.ts'
import { listed } from './callbacks.ts'

/** What the list is narrowed to; an empty text means everything. */
export const filters = {
  text: signal(''),
  command: signal(''),
  room: signal(''),
  outcome: signal(''),
} as const

/** The values of which one can be chosen. */
export const choices = {
  command: computed(() => distinct(({ command }) => command)),
  room: computed(() => distinct(({ room }) => room).slice(0, 200)),
  outcome: computed(() => distinct(({ outcome }) => outcome)),
} as const

/** The callbacks that fit the filters, newest first. */
export const filtered = computed(() => {
  const text = filters.text.value.toLowerCase()
  const { command, room, outcome } = filters
  const [chosenCommand, chosenRoom, chosenOutcome] = [command.value, room.value, outcome.value]
  if (text === '' && chosenCommand === '' && chosenRoom === '' && chosenOutcome === '') return listed.value
  return listed.value.filter(
    (callback) =>
      (chosenCommand === '' || callback.command === chosenCommand) &&
      (chosenRoom === '' || (callback.room?.includes(chosenRoom) ?? false)) &&
      (chosenOutcome === '' || callback.outcome === chosenOutcome || classOf(callback) === chosenOutcome) &&
      (text === '' || searchedIn(callback).includes(text)),
  )
})

/** Whether anything is left out. */
export const isFiltered = computed(() => Object.values(filters).some((filter) => filter.value !== ''))

/** Shows everything again. */
export function clearFilters(): void {
  for (const filter of Object.values(filters)) filter.value = ''
}

function distinct(read: (callback: CallbackSummary) => string | undefined): string[] {
  return [...new Set(listed.value.map(read))].filter((value) => value !== undefined).sort()
}

const searched = new WeakMap<CallbackSummary, string>()

function searchedIn(callback: CallbackSummary): string {
  const known = searched.get(callback)
  if (known !== undefined) return known
  const { id, command, room = '', outcome, error = '', text } = callback
  const joined = `#${id} ${command} ${room} ${outcome} ${error} ${text}`.toLowerCase()
  searched.set(callback, joined)
  return joined
}
