import t from 'tap'
import { startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'

t.test(
  'a full disk refuses what it cannot hold, keeps what it has, and goes on when there is room again',
  async (t) => {
    const { path, remove } = freshPlace()
    t.teardown(remove)
    const child = startChild('open-and-put', [path, '2000', '20000', '', '6000000'])
    t.equal(await child.ended, 0)
    const [failure, stored, relieved] = child.lines
    t.match(failure, /^inbox-failed .* disk (is full|refused to read or write)/)
    const [, accepted, waiting] = /^stored (\d+) (\d+)$/.exec(stored ?? '') ?? []
    t.ok(Number(accepted) > 10, `${accepted} were stored`)
    t.equal(waiting, accepted, 'what was acknowledged, and nothing else, is there')
    t.equal(relieved, `stored ${Number(accepted) + 1}`)
  },
)

t.test('a full disk is looked at as ever, and everything is handled once when there is room again', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const child = startChild('fill-and-drain', [path, '6000000'])
  t.equal(await child.ended, 0)
  t.match(child.lines.join('\n'), /^refused inbox-failed\nthere (\d+) of \1\nhandled \1 of \1\nput stored$/)
})

t.test('a disk that is full from the start', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const child = startChild('open-and-put', [path, '1', '1000', '', '4096'])
  t.equal(await child.ended, 0)
  t.match(child.lines[0], /^inbox-failed .* disk (is full|refused to read or write)/)
})
