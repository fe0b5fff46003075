import type { Table } from '../../report/table.ts'
import { roomKinds } from '../assumptions.ts'
import { ratesOf } from '../plan/rates.ts'
import { figure } from './words.ts'

/** What a room of each kind sends. */
export function rateTable(): Table {
  const rows = roomKinds.flatMap((kind) => {
    const rates = ratesOf(kind)
    const sum = (isBefore: boolean) =>
      rates.reduce((all, rate) => (rate.isBefore === isBefore ? all + rate.perSecond : all), 0) * 60
    return [
      ...rates.map(({ command, isBefore, perSecond, body }) => [
        `\`${command}\``,
        kind.name,
        isBefore ? 'Before' : 'After',
        figure(perSecond * 60),
        figure(body),
      ]),
      [`all, ${kind.name}`, '', '', `${figure(sum(false))} After, ${figure(sum(true))} Before`, ''],
    ]
  })
  return { head: ['command', 'room', 'phase', 'a minute', 'bytes'], rows }
}
