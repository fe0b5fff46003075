import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { handledCount } from '../../servers/rooms.mjs'

const delays = monitorEventLoopDelay({ resolution: 1 })

/**
 * Listens on a free port, tells it to the parent, and answers each of its messages with what was used and stored so far.
 * A message says whether the event loop is watched from then on: its timer of a millisecond takes 20 to 30 ms of CPU time a second.
 */
export function serveInbox(server, stored) {
  // At a low rate most connections have nothing to do.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
  process.on('message', async ({ watchesLoop = false }) => {
    const { user, system } = process.cpuUsage()
    process.send({
      cpuMicros: user + system,
      rssBytes: process.memoryUsage.rss(),
      ownBytes: ownBytes(),
      handled: handledCount(),
      stored: await stored(),
      writtenBytes: writtenBytes(),
      // The histogram counts from one look of its timer to the next, which is a millisecond when nothing is in the way.
      longestBlock: Math.max(delays.max / 1e6 - 1, 0),
    })
    delays.reset()
    if (watchesLoop) delays.enable()
    else delays.disable()
  })
  process.on('disconnect', () => process.exit())
}

/** The memory of the process itself: the pages of a mapped file are the kernel's, which takes them back when it likes. */
function ownBytes() {
  try {
    return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
  } catch {
    return process.memoryUsage.rss()
  }
}

/** What the process had the kernel write to disks, file systems without one left aside. */
function writtenBytes() {
  try {
    return Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))[1])
  } catch {
    return Number.NaN
  }
}
