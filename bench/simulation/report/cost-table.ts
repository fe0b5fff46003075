import type { Table } from '../../report/table.ts'
import { inboxes, receive } from '../measured.ts'
import { duration, figure, size } from './words.ts'

/** What was measured. */
export function costTable(): Table {
  const engines = Object.values(inboxes)
  const row = (name: string, cell: (costs: (typeof engines)[number]) => string) => [name, ...engines.map(cell)]
  const micros = (value: number) => `${figure(value)} µs`
  return {
    head: ['one After callback', ...engines.map(({ name }) => name)],
    rows: [
      row('receiver: read, checked, answered', () => micros(receive.value)),
      row('receiver: stored', ({ put }) => micros(put.value)),
      row('worker: taken, settled', ({ deliver }) => micros(deliver.value)),
      row('store: put', ({ storePut }) => micros(storePut.value)),
      row('store: take, settle', ({ storeDeliver }) => micros(storeDeliver.value)),
      row('store: commands', ({ commands }) => figure(commands.value)),
      row('disk: one commit', ({ commit }) => (commit.value === 0 ? 'not waited for' : duration(commit.value))),
      row('kept while it waits, beside its body', ({ entryBytes }) => size(entryBytes.value)),
      row('kept when it is handled', ({ rememberedBytes }) => size(rememberedBytes.value)),
    ],
  }
}
