import { notice } from '../state/view.ts'

/** What was done last. */
export function Notice() {
  const { text, isError } = notice.value ?? { text: '', isError: false }
  return (
    <output class={isError ? 'notice failed' : 'notice'} hidden={text === ''}>
      {text}
      <button
        type="button"
        class="quiet"
        aria-label="Dismiss"
        onClick={() => {
          notice.value = undefined
        }}
      >
        ×
      </button>
    </output>
  )
}
