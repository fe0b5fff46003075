import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

// What the import of each package costs over the import of an empty module, which is measured in the same run: all of them in
// turns, each time in a fresh process, so that what else the machine does falls on all alike. User CPU beside it moves less
// with the neighbours than time does.
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '21' },
    node: { type: 'string', default: process.execPath },
    only: { type: 'string', default: 'core,web,web/families,node,express' },
  },
})
const here = (name) => new URL(name, import.meta.url).href
const modules = { empty: here('empty.mjs') }
for (const name of values.only.split(',')) modules[name] = import.meta.resolve(`@room-callbacks/${name}`)

const measured = Object.fromEntries(Object.keys(modules).map((name) => [name, []]))
for (let time = 0; time < Number(values.times); time++) {
  for (const [name, url] of Object.entries(modules)) measured[name].push(importOnce(url))
}

function importOnce(url) {
  const args = ['--expose-gc', new URL('imported.mjs', import.meta.url).pathname, url]
  const { stdout, stderr, status } = spawnSync(values.node, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

function median(figures, of) {
  const sorted = figures.map(of).sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}

const version = spawnSync(values.node, ['--version'], { encoding: 'utf8' }).stdout.trim()
const figures = {
  'time, ms': ({ milliseconds }) => milliseconds,
  'user CPU, ms': ({ userMilliseconds }) => userMilliseconds,
  'heap, MB': ({ heapMegabytes }) => heapMegabytes,
}
console.log(`Node ${version}, ${values.times} fresh processes each, medians over those of an empty module.\n`)
console.log(`| module | ${Object.keys(figures).join(' | ')} |`)
console.log(`| --- |${' ---: |'.repeat(Object.keys(figures).length)}`)
for (const name of Object.keys(modules)) {
  if (name === 'empty') continue
  const over = Object.values(figures).map((of) => (median(measured[name], of) - median(measured.empty, of)).toFixed(2))
  console.log(`| ${name} | ${over.join(' | ')} |`)
}
