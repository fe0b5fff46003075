import Koa from 'koa'
import { callbacks } from './callbacks.ts'

const app = new Koa()
// Before body parsers: the receiver reads the bytes as Tencent sent them. It takes callbacks at every path.
app.use(callbacks)
app.use((context) => {
  context.body = 'Callbacks go to /tencent'
})

const port = Number(process.env['PORT'] ?? 3000)
const server = app.listen(port, () => console.log(`Listening on http://localhost:${port}/tencent`))

// A deployment sends SIGTERM: callbacks under way are finished first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close()
    await callbacks.close({ timeout: 10_000 })
  })
}
