import { handledCount } from './rooms.mjs'

/** Listens on a free port, tells it to the parent, and answers each of its messages with what was used so far. */
export function serve(server) {
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send({ cpuMicros: user + system, rssBytes: process.memoryUsage.rss(), handled: handledCount() })
  })
  process.on('disconnect', () => process.exit())
}
