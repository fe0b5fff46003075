import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openInbox, openStore } from '@room-callbacks/lmdb'
import t, { type Test } from 'tap'
import { checkFile } from '../../packages/lmdb/src/database/check-file.ts'
import { type Child, startChild } from './child.ts'
import { freshDirectory } from './fresh-directory.ts'
import { numbered, numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

const directoryOf = (t: Test): string => {
  const { directory, remove } = freshDirectory()
  t.teardown(remove)
  return directory
}

/** Waits for a process to have said something so often. */
async function hasPrinted(child: Child, count: number): Promise<void> {
  while (child.lines.length < count && child.process.exitCode === null) await setTimeout(5)
}

async function kill(child: Child): Promise<void> {
  child.process.kill('SIGKILL')
  await child.ended
}

t.test('what was acknowledged survives the sudden death of its process', async (t) => {
  const directory = directoryOf(t)
  const acknowledged = new Set<number>()
  for (let round = 0; round < 8; round++) {
    const child = startChild('put-for-ever', [directory, String(round * 1_000_000)])
    await hasPrinted(child, 40 + round * 17)
    await kill(child)
    for (const line of child.lines) acknowledged.add(Number(line))
  }
  const store = openStore(directory, settingsOf('room', 1_000_000))
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

t.test('a file that another process makes longer meanwhile is not taken for a damaged one', async (t) => {
  const directory = directoryOf(t)
  const child = startChild('put-for-ever', [directory, '0'])
  await hasPrinted(child, 1)
  const mistakes = new Set<string>()
  while (child.lines.length < 20_000 && child.process.exitCode === null) {
    for (let look = 0; look < 500; look++) {
      try {
        checkFile(join(directory, 'data.mdb'))
      } catch (error) {
        mistakes.add(String(error))
      }
    }
    await setTimeout(0)
  }
  await kill(child)
  t.same([...mistakes], [])
})

t.test('several processes share the work, and take over from those that die', async (t) => {
  const directory = directoryOf(t)
  const effects = join(directory, 'effects')
  writeFileSync(effects, '')
  const inbox = await openInbox(directory, { order: 'room', lease: 300 })
  const start = () => startChild('handle-for-ever', [directory, effects])
  const workers = [start(), start()]
  const count = 400
  for (let number = 0; number < count; number++) {
    await inbox.put(numbered(number, { room: `room ${number % 20}` }))
    if (number % 100 === 50) {
      const [first] = workers.splice(0, 1, start())
      await hasPrinted(first as Child, 1)
      await kill(first as Child)
    }
  }
  await inbox.drain({ timeout: 60_000 })
  for (const worker of workers) await kill(worker)
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
