import { spawnSync } from 'node:child_process'
import { readArguments } from './arguments.ts'
import { benchCompare } from './compare/bench-compare.ts'
import { benchCore } from './core/bench-core.ts'
import { benchMemory } from './memory/bench-memory.ts'
import { onNode } from './on-node.ts'
import { benchProfile } from './profile/bench-profile.ts'
import { print } from './report/print.ts'
import { benchTurns } from './turns/bench-turns.ts'

const subjects = {
  compare: benchCompare,
  core: benchCore,
  memory: benchMemory,
  profile: benchProfile,
  turns: benchTurns,
}

const given = readArguments()
if (!Object.hasOwn(subjects, given.subject)) {
  throw new RangeError(`There is no bench "${given.subject}", only ${Object.keys(subjects).join(', ')}.`)
}
// What users get is measured, not the sources. Standard output is kept for the figures.
const build = spawnSync('npm', ['run', 'build', '--silent'], { stdio: ['ignore', 2, 2] })
if (build.status !== 0) process.exit(1)

const tell = (line: string) => process.stderr.write(`${line}\n`)
await onNode(given, async () =>
  print(await subjects[given.subject as keyof typeof subjects](given, tell), given.format),
)
