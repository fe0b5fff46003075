import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { compiledFolder } from './compiled-folder.mjs'
import { testsToLeaveOut } from './missing-programs.mjs'
import { installRuntimes } from './runtimes.mjs'

// Runs tap and ends with a line that says how many assertions passed. The whole suite fails when the coverage of the
// packages is too low; single files are not measured.
const given = process.argv.slice(2)
const isWholeSuite = given.every((argument) => argument.startsWith('-'))
// What tests wrote to temporary folders is kept there, too, and would never be asked for again.
if (isWholeSuite) rmSync(compiledFolder, { recursive: true, force: true })
if (isWholeSuite || given.some((argument) => argument.includes('runtimes'))) installRuntimes()
if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    'This Node is older than 24: tests of packages/sqlite fail, and the coverage may be too low. ' +
      'On Linux `npm ci` brings Node 24; elsewhere install it.',
  )
}

// What is missing to 100 % is in packages/sqlite, which runs in a thread of its own, where nothing is measured.
const least = ['--statements=99', '--lines=99', '--branches=98', '--functions=98']
const coverage = isWholeSuite ? ['--coverage-map=scripts/coverage-map.mjs', ...least] : ['--disable-coverage']
const strictness = ['--fail-skip', '--fail-todo', '--fail-only']

const tap = spawn(
  process.execPath,
  ['node_modules/tap/dist/esm/run.mjs', ...strictness, ...coverage, ...testsToLeaveOut(), ...given],
  {
    stdio: ['inherit', 'pipe', 'inherit'],
  },
)

let counts
// What failed is repeated after the table of coverage: a reader of the end of a long log finds the cause there.
const failures = []
const mostFailures = 20
const mostLinesOfFailure = 40
let failure
createInterface({ input: tap.stdout }).on('line', (line) => {
  console.log(line)
  counts = /^# (\{ total: .* \})$/.exec(line)?.[1] ?? counts
  if (/^\s*not ok\b/.test(line)) {
    failure = [line]
    failures.push(failure)
  } else if (/^\s*(\.\.\.$|ok\b|#)/.test(line)) {
    // The three dots end what TAP says of an assertion.
    failure = undefined
  } else if (failure && failure.length < mostLinesOfFailure) {
    failure.push(line)
  }
})

tap.on('close', (code, signal) => {
  const count = (name) => Number(new RegExp(`\\b${name}: (\\d+)`).exec(counts ?? '')?.[1] ?? 0)
  for (const lines of failures.slice(0, mostFailures)) console.log(lines.join('\n'))
  if (counts) {
    console.log(`${count('pass')} passed, ${count('fail')} failed, ${count('skip') + count('todo')} skipped`)
  }
  process.exitCode = signal || count('total') === 0 ? 1 : code
})
