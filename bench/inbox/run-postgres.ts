import { readArguments } from '../arguments.ts'
import { onNode } from '../on-node.ts'
import { print } from '../report/print.ts'
import { benchPostgres } from './bench-postgres.ts'
import { benchPostgresGrowth } from './bench-postgres-growth.ts'
import { installPeers } from './install-peers.ts'

installPeers()
const given = readArguments()
const tell = (line: string) => process.stderr.write(`${line}\n`)
// Without a name both run, one after the other.
const [, , subject = 'all'] = process.argv
const isAll = subject === 'all' || subject.startsWith('--')
if (!isAll && !['compare', 'growth'].includes(subject)) {
  throw new RangeError(`There is no bench "${subject}" of Postgres, only compare, growth.`)
}
await onNode(given, async () => {
  if (isAll || subject === 'compare') print(await benchPostgres(given, tell), given.format)
  if (isAll || subject === 'growth') print(await benchPostgresGrowth(given, tell), given.format)
})
