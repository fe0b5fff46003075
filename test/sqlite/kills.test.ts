import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { openInbox } from '@room-callbacks/sqlite'
import t from 'tap'
import { type Child, startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'

// KILLS=1000 is the long run: KILLS=1000 npm test -- --timeout=7200 test/sqlite/kills.test.ts
const kills = Number(process.env['KILLS'] ?? 12)

t.test(`${kills} kills at random, while others open, close, commit and handle`, async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const effects = `${path}-effects`
  writeFileSync(effects, '')
  let first = 0
  const started: Child[] = []
  const programs = {
    'put-for-ever': () => [path, String(first++ * 1_000_000)],
    'handle-for-ever': () => [path, effects],
    'open-and-close-for-ever': () => [path],
  }
  const start = (program: keyof typeof programs) => {
    const child = startChild(program, programs[program]())
    started.push(child)
    return { program, child }
  }
  const crew = [start('put-for-ever'), start('put-for-ever'), start('handle-for-ever'), start('handle-for-ever')]
  crew.push(start('open-and-close-for-ever'), start('open-and-close-for-ever'))
  const crashes: string[] = []
  for (let kill = 0; kill < kills; kill++) {
    const place = Math.floor(Math.random() * crew.length)
    const { program, child } = crew[place] as (typeof crew)[number]
    await child.printed(1)
    await setTimeout(Math.random() * 200)
    for (const { program, child } of crew) {
      const { exitCode, signalCode } = child.process
      if (exitCode !== null || signalCode !== null) crashes.push(`${program}: ${exitCode ?? signalCode}`)
    }
    if (crashes.length > 0) break
    await child.kill()
    crew[place] = start(program)
  }
  t.same(crashes, [], 'no process ended by itself')
  for (const { child } of crew) await child.kill()

  const acknowledged = started.flatMap(({ lines }) => lines.filter((line) => /^\d+$/.test(line)).map(Number))
  const inbox = await openInbox(path, { order: 'key', lease: 300 })
  const worker = startChild('handle-for-ever', [path, effects])
  await inbox.drain({ timeout: 100_000 + kills * 1000 })
  await worker.kill()
  t.equal((await inbox.stats()).dead, 0)
  await inbox.close()

  const lines = readFileSync(effects, 'utf8').trimEnd().split('\n')
  const numbersOf = (word: string) =>
    lines.filter((line) => line.startsWith(word)).map((line) => Number(line.split(' ')[1]))
  const handled = new Set(numbersOf('end'))
  t.ok(acknowledged.length > kills, `${acknowledged.length} were acknowledged`)
  t.same(
    acknowledged.filter((number) => !handled.has(number)),
    [],
    'what was acknowledged was handled',
  )
  // One process puts the numbers of a room in their order.
  const orders = new Map<string, number[]>()
  for (const number of new Set(numbersOf('begin'))) {
    const key = `${Math.floor(number / 1_000_000)} ${number % 24}`
    orders.set(key, [...(orders.get(key) ?? []), number])
  }
  const isAscending = (numbers: readonly number[]) => numbers.every((number, at) => number > (numbers[at - 1] ?? -1))
  const disordered = [...orders].filter(([, numbers]) => !isAscending(numbers)).map(([key]) => key)
  t.same(disordered, [], 'each room is in order')
})
