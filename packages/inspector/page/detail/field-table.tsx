import type { Field } from '../../src/wire.ts'
import { Section } from './section.tsx'

/** Names and values, as they came. */
export function FieldTable({ title, fields }: { readonly title: string; readonly fields: readonly Field[] }) {
  return (
    <Section title={title}>
      <table class="fields">
        <tbody>
          {fields.map(({ name, value }, index) => (
            <tr key={index}>
              <th scope="row">{name}</th>
              <td class="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
