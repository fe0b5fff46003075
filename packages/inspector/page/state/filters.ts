import { computed, effect, signal } from '@preact/signals'
import type { CallbackSummary, Decision } from '../../src/wire.ts'
import { classOf } from '../list/outcome-class.ts'
import { listed } from './callbacks.ts'

/** What the list is narrowed to; an empty text means everything. */
export const filters = {
  text: signal(''),
  family: signal(''),
  command: signal(''),
  room: signal(''),
  outcome: signal(''),
  decision: signal(''),
} as const

/** The values of which one can be chosen. */
export const choices = {
  family: computed(() => distinct(familyOf)),
  command: computed(() => distinct(({ command }) => command).filter((command) => isOf(filters.family.value, command))),
  room: computed(() => distinct(({ room }) => room).slice(0, 200)),
  outcome: computed(() => distinct(({ outcome }) => outcome)),
  decision: computed(() => distinct(({ decision }) => decision && decisionText(decision))),
} as const

/** Whether anything is left out. */
export const isFiltered = computed(() => Object.values(filters).some((filter) => filter.value !== ''))

/** The callbacks that fit the filters, newest first. */
export const filtered = computed(() => {
  const text = filters.text.value.toLowerCase()
  const { family, command, room, outcome } = filters
  const [chosenFamily, chosenCommand] = [family.value, command.value]
  const [chosenRoom, chosenOutcome, chosenDecision] = [room.value, outcome.value, filters.decision.value]
  if (!isFiltered.value) return listed.value
  return listed.value.filter(
    (callback) =>
      isOf(chosenFamily, callback.command) &&
      (chosenCommand === '' || callback.command === chosenCommand) &&
      (chosenRoom === '' || (callback.room?.includes(chosenRoom) ?? false)) &&
      (chosenOutcome === '' || callback.outcome === chosenOutcome || classOf(callback) === chosenOutcome) &&
      (chosenDecision === '' || isDecided(callback, chosenDecision)) &&
      (text === '' || searchedIn(callback).includes(text)),
  )
})

/** Shows everything again. */
export function clearFilters(): void {
  for (const filter of Object.values(filters)) filter.value = ''
}

// A command of another family would leave nothing in sight.
effect(() => {
  const { family, command } = filters
  if (command.value !== '' && !isOf(family.value, command.value)) command.value = ''
})

/** What a handler for a whole family is registered under: `Group.*`. */
function familyOf({ command }: Pick<CallbackSummary, 'command'>): string | undefined {
  const [prefix, rest] = command.split('.')
  return rest === undefined ? undefined : `${prefix}.*`
}

function isOf(family: string, command: string): boolean {
  return family === '' || familyOf({ command }) === family
}

/** A decision in words: `deny 102101`. */
export const decisionText = ({ kind, code }: Decision): string => (code === undefined ? kind : `${kind} ${code}`)

/** `deny` stands for every code. */
const isDecided = ({ decision }: CallbackSummary, chosen: string): boolean =>
  decision !== undefined && (decision.kind === chosen || decisionText(decision) === chosen)

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
