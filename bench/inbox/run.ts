import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readArguments } from '../arguments.ts'
import { print } from '../report/print.ts'
import { benchInbox } from './bench-inbox.ts'
import { benchInboxGrowth } from './bench-inbox-growth.ts'
import { benchInboxMemory } from './bench-inbox-memory.ts'
import { benchInboxRates } from './bench-inbox-rates.ts'

const subjects = { compare: benchInbox, rates: benchInboxRates, memory: benchInboxMemory, growth: benchInboxGrowth }

// pg-boss needs Node 22: it has a lock of its own, so that `npm ci` of the repository works on Node 20 without a warning.
const peers = 'bench/inbox/servers'
if (!existsSync(`${peers}/node_modules/pg-boss`)) spawnSync('npm', ['ci', '--prefix', peers], { stdio: 'inherit' })

const given = readArguments()
const known = Object.keys(subjects).join(', ')
const bench = Object.hasOwn(subjects, given.subject) && subjects[given.subject as keyof typeof subjects]
if (!bench) throw new RangeError(`There is no bench "${given.subject}" of inboxes, only ${known}.`)
print(await bench(given, (line) => process.stderr.write(`${line}\n`)), given.format)
