import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'

const root = new URL('../../', import.meta.url)
const text = readFileSync(new URL('docs/architecture.md', root), 'utf8')

t.test('every file that docs/architecture.md names is there', async (t) => {
  const named = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|md))`/g)].map(([, path]) => path as string)
  t.ok(named.length > 20, 'the names were found')
  const places = ['', 'packages/', 'packages/core/src/', 'packages/core/src/receive/']
  for (const name of named)
    t.ok(
      places.some((place) => existsSync(new URL(place + name, root))),
      name,
    )
})
