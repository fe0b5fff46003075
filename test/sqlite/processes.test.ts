import { readFileSync, writeFileSync } from 'node:fs'
import { openInbox, openStore } from '@room-callbacks/sqlite'
import t, { type Test } from 'tap'
import { type Child, startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'
import { numbered, numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

const pathOf = (t: Test): string => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  return path
}

t.test('what was acknowledged survives the sudden death of its process', async (t) => {
  const path = pathOf(t)
  const acknowledged = new Set<number>()
  for (let round = 0; round < 8; round++) {
    const child = startChild('put-for-ever', [path, String(round * 1_000_000)])
    await child.printed(40 + round * 17)
    await child.kill()
    for (const line of child.lines) acknowledged.add(Number(line))
  }
  const store = await openStore(path, settingsOf('key', 1_000_000))
  const there = new Set((await store.list('waiting', { limit: 1_000_000 })).map(({ record }) => numberOf(record)))
  t.same(
    [...acknowledged].filter((number) => !there.has(number)),
    [],
    'nothing is lost',
  )
  t.ok(acknowledged.size > 500, `${acknowledged.size} were acknowledged, ${there.size} are there`)
  t.equal((await store.stats(5)).waiting, there.size, 'the counters agree')
  await store.close()
})

t.test('several processes share the work, and take over from those that die', async (t) => {
  const path = pathOf(t)
  const effects = `${path}-effects`
  writeFileSync(effects, '')
  const inbox = await openInbox(path, { order: 'key', lease: 300 })
  const start = () => startChild('handle-for-ever', [path, effects])
  const workers = [start(), start()]
  const count = 400
  for (let number = 0; number < count; number++) {
    await inbox.put(numbered(number, { orderKey: `room ${number % 20}` }))
    if (number % 100 === 50) {
      const [first] = workers.splice(0, 1, start())
      await (first as Child).printed(1)
      await (first as Child).kill()
    }
  }
  await inbox.drain({ timeout: 60_000 })
  for (const worker of workers) await worker.kill()
  await inbox.close()

  const lines = readFileSync(effects, 'utf8').trimEnd().split('\n')
  const numbersOf = (word: string) =>
    lines.filter((line) => line.startsWith(word)).map((line) => Number(line.split(' ')[1]))
  t.equal(new Set(numbersOf('end')).size, count, 'each was handled')
  const firsts = [...new Set(numbersOf('begin'))]
  for (let room = 0; room < 20; room++) {
    const inRoom = firsts.filter((number) => number % 20 === room)
    t.same(
      inRoom,
      [...inRoom].sort((a, b) => a - b),
      `room ${room} is in order`,
    )
  }
})
