import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { reachOf } from './reachable-types.ts'

const packages = fileURLToPath(new URL('../../packages/', import.meta.url))

/** Every entry point that a package publishes, by what it is imported as. */
const entries = Object.fromEntries(
  readdirSync(packages).flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(`${packages}${name}/package.json`, 'utf8')) as {
      readonly exports: { readonly [path: string]: { readonly '@room-callbacks/source'?: string } }
    }
    return Object.entries(exports).flatMap(([path, { '@room-callbacks/source': source }]) =>
      source ? [[`${name}${path.slice(1)}`, `${packages}${name}/${source.slice(2)}`]] : [],
    )
  }),
)

const reaches = reachOf(entries)

for (const [entry, { exported, reached }] of Object.entries(reaches)) {
  t.test(`every type that ${entry} leads to can be named where it was installed`, async (t) => {
    t.ok(reached.size > 0, 'its types were walked')
    // What a subpath leaves to its root is in the same package.
    const root = reaches[entry.split('/')[0] as string]?.exported
    const strangers = [...reached].filter((symbol) => !exported.has(symbol) && !root?.has(symbol))
    t.same(
      strangers.map(({ name }) => name),
      [],
    )
  })
}
