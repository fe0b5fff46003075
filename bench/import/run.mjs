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
    // Libraries that others import in a server, for comparison in the same run.
    peers: { type: 'string', default: '' },
  },
})
const here = (name) => new URL(name, import.meta.url).href
const modules = { empty: here('empty.mjs') }
for (const name of values.only.split(',')) modules[name] = import.meta.resolve(`@room-callbacks/${name}`)
for (const name of values.peers.split(',').filter(Boolean)) modules[name] = import.meta.resolve(name)

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

const sorted = (figures) => figures.toSorted((one, other) => one - other)
const median = (figures) => sorted(figures)[Math.floor(figures.length / 2)]
const least = (figures) => sorted(figures)[0]

const version = spawnSync(values.node, ['--version'], { encoding: 'utf8' }).stdout.trim()
const figures = {
  'time, median': [median, ({ milliseconds }) => milliseconds],
  'time, least': [least, ({ milliseconds }) => milliseconds],
  'user CPU, median': [median, ({ userMilliseconds }) => userMilliseconds],
  'user CPU, least': [least, ({ userMilliseconds }) => userMilliseconds],
  'heap, MB': [median, ({ heapMegabytes }) => heapMegabytes],
}
console.log(
  `Node ${version}, ${values.times} fresh processes each, over those of an empty module. Unit of times: ms.\n`,
)
console.log(`| module | ${Object.keys(figures).join(' | ')} |`)
console.log(`| --- |${' ---: |'.repeat(Object.keys(figures).length)}`)
for (const name of Object.keys(modules)) {
  if (name === 'empty') continue
  const over = Object.values(figures).map(([choose, of]) =>
    (choose(measured[name].map(of)) - choose(measured.empty.map(of))).toFixed(2),
  )
  console.log(`| ${name} | ${over.join(' | ')} |`)
}
