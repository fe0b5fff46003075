import { readFileSync } from 'node:fs'
import { platformDefaults, scenarios, startPlatform } from '@room-callbacks/testing'
import t from 'tap'

const text = readFileSync('docs/testing.md', 'utf8')
/** In words, where the value says nothing to a reader. */
const inWords: Readonly<Record<string, string>> = {
  secretKey: 'one for tests',
  administrators: 'administrator',
  faults: 'none',
  clock: 'Date.now',
  port: 'a free one',
}

t.test('the options of the guide are those of the code, with their defaults', async (t) => {
  const rows = [...text.slice(text.indexOf('## Options')).matchAll(/^\| `(\w+)` \| (.*) \|$/gm)]
  const documented = Object.fromEntries(rows.map(([, option, value]) => [option, value]))
  const options = Object.entries(platformDefaults).map(([option, value]) => [
    option,
    inWords[option] ?? JSON.stringify(value),
  ])
  t.same(documented, Object.fromEntries(options))
})

t.test('the faults of the guide are those of the code', async (t) => {
  const table = text.slice(text.indexOf('| fault |'), text.indexOf('A receiver that keeps'))
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name as string).filter((name) => name !== 'EventTime')
  for (const fault of named)
    await t.resolves(
      startPlatform({ faults: { [fault]: 0 } }).then((p) => p.close()),
      fault,
    )
  const refusal = startPlatform({ faults: { more: 0 } as never }).then(String, ({ message }: Error) => message)
  const [, known = ''] = /an object of (.*)\.$/.exec(await refusal) ?? []
  t.same([...named].sort(), known.split(', ').sort())
})

t.test('the scenarios of the guide are those of the code', async (t) => {
  const list = /short stories: ([^.]*)\./.exec(text)?.[1]?.split(/,\s/)
  t.same(list, Object.keys(scenarios))
})
