import { readArguments } from '../arguments.ts'
import { onNode } from '../on-node.ts'
import { print } from '../report/print.ts'
import { benchInbox } from './bench-inbox.ts'
import { benchInboxGrowth } from './bench-inbox-growth.ts'
import { benchInboxMemory } from './bench-inbox-memory.ts'
import { benchInboxRates } from './bench-inbox-rates.ts'
import { installPeers } from './install-peers.ts'

const subjects = { compare: benchInbox, rates: benchInboxRates, memory: benchInboxMemory, growth: benchInboxGrowth }

installPeers()
const given = readArguments()
const known = Object.keys(subjects).join(', ')
const bench = Object.hasOwn(subjects, given.subject) && subjects[given.subject as keyof typeof subjects]
if (!bench) throw new RangeError(`There is no bench "${given.subject}" of inboxes, only ${known}.`)
await onNode(given, async () => print(await bench(given, (line) => process.stderr.write(`${line}\n`)), given.format))
