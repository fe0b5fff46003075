import { ageOf } from '../format.ts'
import { numbers, type StateName, showAnew, shownState } from '../state/inbox.ts'

const states: readonly StateName[] = ['waiting', 'running', 'delayed', 'dead', 'recorded']

/** The numbers of each state, which is chosen by them. */
export function States() {
  const shown = numbers.value
  return (
    <nav class="states" aria-label="States">
      {states.map((state) => (
        <button
          key={state}
          type="button"
          class={`state ${state}`}
          aria-pressed={shownState.value === state}
          onClick={() => {
            shownState.value = state
            showAnew()
          }}
        >
          <span class="count number">{shown ? shown[state].toLocaleString('en') : '–'}</span> {state}
        </button>
      ))}
      <p class="faint number">
        {shown?.oldestAge === undefined ? 'Nothing waits.' : `The oldest waits for ${ageOf(shown.oldestAge)}.`}{' '}
        {shown && `${shown.rate.toFixed(2)} handled a second.`}
        {shown && shown.dropped > 0 && ` ${shown.dropped} dropped.`}
      </p>
    </nav>
  )
}
