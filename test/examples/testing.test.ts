import t from 'tap'
import { start } from './running.ts'

const ended = { code: 0, signal: null }

/** How each framework says that all of them passed. */
const frameworks: Readonly<Record<string, RegExp>> = {
  'test:node': /^[#ℹ] pass 3$/m,
  'test:tap': /^ok 3 - .*\n\n?1\.\.3$/m,
  'test:vitest': /Tests {2}3 passed \(3\)/,
}

for (const [script, passed] of Object.entries(frameworks)) {
  t.test(`the same tests pass with ${script}`, async (t) => {
    const running = start(t, 'examples/testing/', { script, env: { NO_COLOR: '1', FORCE_COLOR: undefined } })
    t.same(await running.ended, ended, running.errors())
    t.match(running.output(), passed)
  })
}
