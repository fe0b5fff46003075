import type { ShownDrift } from '../../src/wire.ts'
import { Section } from './section.tsx'

const meanings: Readonly<Record<string, string>> = {
  'unknown-field': 'is not documented',
  'unknown-word': 'has a value that is not documented',
  'misplaced-field': 'was moved to its documented place',
  'null-field': 'was null, and is absent',
  'empty-field': 'was empty, and is absent',
  'unreadable-field': 'was no number, and is absent',
  'converted-field': 'was converted',
  'digits-lost': 'digits were lost',
}

/** In what the packet differs from its schema. */
export function Drifts({ drifts }: { readonly drifts: readonly ShownDrift[] }) {
  return (
    <Section title="Drift">
      <ul class="drifts">
        {drifts.map(({ kind, path, detail }, index) => (
          <li key={index}>
            <code>{path}</code> {meanings[kind] ?? kind}
            {detail && <span class="faint"> {detail}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
