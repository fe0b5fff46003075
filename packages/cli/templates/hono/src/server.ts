import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { callbacks } from './callbacks.ts'

const app = new Hono().use('/tencent', callbacks).get('/', (context) => context.text('Callbacks go to /tencent'))

const port = Number(process.env['PORT'] ?? 3000)
const server = serve({ fetch: app.fetch, port }, () => console.log(`Listening on http://localhost:${port}/tencent`))

// A deployment sends SIGTERM: callbacks under way are finished first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close()
    await callbacks.close({ timeout: 10_000 })
  })
}
