import type { Table } from '../../report/table.ts'
import { type Engine, inboxes } from '../measured.ts'
import { type Need, needOf, type Prices } from '../plan/need.ts'
import { count, duration, figure, size } from './words.ts'

const day = 86_400

const columns: readonly { readonly rooms: number; readonly engine: Engine; readonly window: number }[] = [
  { rooms: 1000, engine: 'sqlite', window: day },
  { rooms: 1000, engine: 'redis-always', window: day },
  { rooms: 100_000, engine: 'redis-always', window: day },
  { rooms: 100_000, engine: 'redis-always', window: 600 },
  { rooms: 10_000_000, engine: 'redis-always', window: day },
  { rooms: 10_000_000, engine: 'redis-always', window: 600 },
]

/** What each size needs at its peak. */
export function needTable(prices?: Prices): Table {
  const needs = columns.map(({ rooms, engine, window }) =>
    needOf({ rooms, inbox: inboxes[engine], window, isEmbedded: engine === 'sqlite' }, prices),
  )
  const row = (name: string, cell: (need: Need) => string) => [name, ...needs.map(cell)]
  return {
    head: ['figure', ...columns.map(({ rooms }) => `${count(rooms)} rooms`)],
    rows: [
      ['engine', ...columns.map(({ engine }) => (engine === 'sqlite' ? 'SQLite' : 'Redis'))],
      ['`window`', ...columns.map(({ window }) => duration(window * 1000))],
      row('callbacks a second', ({ callbacks }) => figure(callbacks)),
      row('stored a second', ({ stored }) => figure(stored)),
      row('receivers', ({ receivers }) => figure(receivers)),
      row('workers', ({ workers }) => figure(workers)),
      row('commands a second', ({ commands }) => figure(commands)),
      row('shards for the work', ({ shards, shardsForWork }) => (shards === 0 ? '–' : figure(shardsForWork))),
      row('shards for the memory', ({ shards, shardsForMemory }) => (shards === 0 ? '–' : figure(shardsForMemory))),
      row('busiest shard above the mean', ({ shards, unevenness }) =>
        shards < 2 ? '–' : `${Math.round(unevenness * 100)} %`,
      ),
      row('remembered', ({ remembered }) => size(remembered)),
      row('30 min of backlog', ({ backlog }) => size(backlog)),
      row('money a month', ({ money }) => figure(money)),
    ],
  }
}
