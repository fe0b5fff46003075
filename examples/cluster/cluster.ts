/**
 * Two receivers, three workers and one Redis, behind a load balancer, with a light load. `--once`
 * sends a burst instead, kills a worker in the middle of it, and judges what became of each callback.
 */
import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { balance } from './balancer.ts'
import { Board } from './board.ts'
import { Book } from './book.ts'
import { closeInOrder } from './close-in-order.ts'
import { counters } from './counters.ts'
import { Load } from './load.ts'
import { startProcesses } from './processes.ts'
import { shareRedis } from './redis.ts'
import { serve } from './serve.ts'
import { openSharedInbox, type Place } from './shared-inbox.ts'
import { signedCurl } from './signed-curl.ts'
import { judge } from './verdict.ts'

/** A new user enters each time, so that no callback is taken for a repetition. */
const example =
  '{"CallbackCommand":"Room.CallbackAfterMemberEnter","Operator_Account":"ann","RoomId":"rid-123","MemberList_Account":["guest-$t"],"EventTime":1670574414123}'

const redis = await shareRedis()
// Keys of its own, even in a Redis that others use.
const place: Place = { REDIS_URL: redis.url, PREFIX: `{room-callbacks-${randomUUID()}}` }
const inbox = await openSharedInbox(place).catch((error: Error) => {
  console.error(error.message, error.cause)
  process.exit(1)
})
if (inbox.persistence !== 'always') {
  console.warn(`Redis syncs its file: ${inbox.persistence}. Only "always" keeps everything when its machine fails.`)
}
const book = new Book(place)
const { receivers, workers } = await startProcesses(place)

const processes = {
  // First those who take callbacks in, then those who work them off.
  async close() {
    for (const group of [receivers, workers]) await Promise.all(group.map(({ kill }) => kill('SIGTERM')))
    await book.burn()
  },
}
const balancer = balance(receivers.map(({ url }) => url))
const { url, close, closing } = await serve(balancer, closeInOrder(processes, inbox, book, redis))

const load = new Load(url, 20)
const board = new Board()
if (process.argv.includes('--once')) await burst()
else await untilClosed()

/** 400 callbacks in 20 rooms; after half of them a worker is killed. */
async function burst(): Promise<void> {
  const sending = load.send(20)
  while (load.answered < 200) await pause(5)
  await workers[0]?.kill('SIGKILL')
  console.log('Worker 1 was killed.')
  await sending
  await inbox.drain({ timeout: 60_000 })
  board.show(await counters(load, inbox, book))
  const { acknowledged, handled, lost, twice, outOfOrder } = await judge(load, book)
  console.log(
    `acknowledged ${acknowledged}, handled ${handled}, lost ${lost}, twice ${twice}, out of order ${outOfOrder}`,
  )
  if (acknowledged === 0 || lost + twice + outOfOrder > 0) process.exitCode = 1
  await close()
}

/** A member enters each room every second, and every second the counters are shown. */
async function untilClosed(): Promise<void> {
  console.log(`Send one more:\n${signedCurl(url, example)}`)
  console.log(`Or kill a worker: ${workers.map(({ pid }) => `kill -9 ${pid}`).join(', ')}`)
  // One for each room.
  setMaxListeners(0, closing)
  const tick = () => pause(1000, undefined, { signal: closing })
  const watch = async () => {
    for (;;) {
      board.show(await counters(load, inbox, book))
      await tick()
    }
  }
  await Promise.all([load.send(Number.POSITIVE_INFINITY, tick), watch()]).catch((error: unknown) => {
    // A request that is under way while the servers close fails.
    if (!closing.aborted) throw error
  })
}
