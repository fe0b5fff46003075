import t from 'tap'
import { showReadmeCurl } from './readme-curl.ts'
import { start } from './running.ts'

t.test('npm start -- --once loses nothing, repeats nothing, and keeps the order of each room', async (t) => {
  const running = start(t, 'examples/cluster/', { args: ['--once'] })
  t.same(await running.ended, { code: 0, signal: null })
  t.match(running.output(), /^Worker 1 was killed\.$/m)
  const verdict = /^acknowledged (\d+), handled (\d+), lost 0, twice 0, out of order 0$/m.exec(running.output())
  const [acknowledged, handled] = (verdict ?? []).slice(1).map(Number)
  t.ok(Number(acknowledged) >= 200, 'what was sent before the kill, at least')
  t.ok(Number(handled) >= Number(acknowledged))
  t.match(running.output(), /\bdead 0\b.* worker 2 \d+, worker 3 \d+/, 'the others went on')
  t.notMatch(running.output(), '\u001b', 'nothing is redrawn in a pipe')
})

t.test('cluster prints the command line of its README, and it works', (t) => showReadmeCurl(t, 'cluster'))

t.test('without Redis it says in one line what to do', async (t) => {
  const running = start(t, 'examples/cluster/', { env: { PATH: t.testdir(), REDIS_URL: '' } })
  t.same(await running.ended, { code: 1, signal: null })
  t.match(running.errors(), /^redis-server is missing: install it .*, or set REDIS_URL\.\n$/)
  t.equal(running.output(), '')
})
