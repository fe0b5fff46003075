import { createServer } from 'node:http'
import { callbacks } from './callbacks.ts'

// It takes callbacks at every path, and leaves the rest to your own listener.
const server = createServer(callbacks.before((_request, response) => response.end('Callbacks go to /tencent')))

const port = Number(process.env['PORT'] ?? 3000)
server.listen(port, () => console.log(`Listening on http://localhost:${port}/tencent`))

// A deployment sends SIGTERM: callbacks under way are finished first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close()
    await callbacks.close({ timeout: 10_000 })
  })
}
