import { readFileSync } from 'node:fs'
import t from 'tap'
import { documentTables } from '../../bench/simulation/report/document.ts'

const document = readFileSync('docs/scale.md', 'utf8')
const marked = /<!-- generated: (\w+) -->\n\n([\s\S]*?)\n\n<!-- \/generated -->/g

t.test('the tables of docs/scale.md are what the simulation prints', async (t) => {
  const written = new Map([...document.matchAll(marked)].map(([, name, table]) => [name, table]))
  const printed = documentTables()
  t.same(new Set(written.keys()), new Set(printed.keys()))
  for (const [name, { markdown }] of printed) t.equal(written.get(name), markdown, name)
})
