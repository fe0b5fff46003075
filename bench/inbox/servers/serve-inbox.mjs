import { readFileSync } from 'node:fs'
import { handledCount } from '../../servers/rooms.mjs'

/** Listens on a free port, tells it to the parent, and answers each of its messages with what was used and stored so far. */
export function serveInbox(server, stored) {
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
  process.on('message', async () => {
    const { user, system } = process.cpuUsage()
    process.send({
      cpuMicros: user + system,
      rssBytes: process.memoryUsage.rss(),
      ownBytes: ownBytes(),
      handled: handledCount(),
      stored: await stored(),
    })
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
