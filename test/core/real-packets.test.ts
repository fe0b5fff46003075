import { readdirSync, readFileSync } from 'node:fs'
import { type CommandName, commands } from '@room-callbacks/core'
import { explain } from '@room-callbacks/core/inspect'
import { inject, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { observed } from './receiver.ts'

/** Other shapes of a command: of other editions, and of packets that real apps received, with neutral values. */
const folder = new URL('./packets/', import.meta.url)

interface Shape {
  readonly name: string
  readonly command: CommandName
  readonly text: string
}

const shapes: readonly Shape[] = readdirSync(folder).map((file) => ({
  name: file,
  command: file.replace(/-.*$/, '') as CommandName,
  text: readFileSync(new URL(file, folder), 'utf8'),
}))
const documented: readonly Shape[] = samples.map(({ command, product, variant }) => ({
  name: [product, command, variant].filter(Boolean).join(' '),
  command,
  text: sampleText(command, product, variant),
}))

t.test('the other shapes were found', async (t) => {
  t.ok(shapes.length >= 2)
  // Those of Call v1 are in test/core/call-v1.test.ts.
  const sampled = commands.filter(({ protocol }) => protocol !== 'call-v1').map(({ name }) => name)
  t.strictSame(new Set(documented.map(({ command }) => command)), new Set(sampled))
})

for (const { name, command, text } of [...documented, ...shapes]) {
  t.test(`${name} reaches its handler with everything that it holds`, async (t) => {
    const { callbacks, rejections } = observed({ key: false })
    const events: object[] = []
    callbacks.on('*', (event) => events.push(event))
    const { status } = await inject(callbacks, text, { command })
    t.equal(status, 200)
    t.strictSame(rejections, [])
    const packet = JSON.parse(text)
    const [event = {}] = events
    const placements = commands.find(({ name }) => name === command)?.placements ?? []
    for (const field of Object.keys(packet)) {
      const moved = placements.find(({ from }) => from.join() === field)
      t.ok(Object.hasOwn(event, moved?.to.join() ?? field), field)
    }
    const { drifts } = explain(callbacks, { command, raw: Buffer.from(text) })
    t.strictSame(
      drifts.filter(({ kind }) => kind.startsWith('unknown-')),
      [],
      'and the catalog knows all of it',
    )
  })
}
