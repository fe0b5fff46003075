import fastify from 'fastify'
import { callbacks } from './callbacks.ts'

const app = fastify({ logger: true })
await app.register(callbacks, { prefix: '/tencent' })
app.get('/', async () => 'Callbacks go to /tencent')

const port = Number(process.env['PORT'] ?? 3000)
await app.listen({ port, host: '0.0.0.0' })

// A deployment sends SIGTERM: callbacks under way are finished first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await app.close()
    await callbacks.close({ timeout: 10_000 })
  })
}
