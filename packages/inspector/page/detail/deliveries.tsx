import type { ShownDelivery } from '../../src/wire.ts'
import { durationOf, timeOf } from '../format.ts'
import { Section } from './section.tsx'

/** The attempts of an inbox. */
export function Deliveries({ deliveries }: { readonly deliveries: readonly ShownDelivery[] }) {
  return (
    <Section title="Deliveries from the inbox">
      <ol class="deliveries">
        {deliveries.map(({ attempt, startedAt, handlerTimeMs, state, error }) => (
          <li key={attempt} value={attempt} class={state === 'handled' ? 'good' : 'failed'}>
            <time class="number">{timeOf(startedAt)}</time> <span class="outcome">{state}</span>{' '}
            <span class="faint number">{durationOf(handlerTimeMs)}</span>
            {error && <p>{error}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
