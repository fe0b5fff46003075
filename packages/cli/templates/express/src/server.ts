import express from 'express'
import { callbacks } from './callbacks.ts'

const app = express()
// Before body parsers: the receiver reads the bytes as Tencent sent them.
app.use('/tencent', callbacks)
app.get('/', (_request, response) => {
  response.send('Callbacks go to /tencent')
})

const port = Number(process.env['PORT'] ?? 3000)
const server = app.listen(port, (error) => {
  if (error) throw error
  console.log(`Listening on http://localhost:${port}/tencent`)
})

// A deployment sends SIGTERM: callbacks under way are finished first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close()
    await callbacks.close({ timeout: 10_000 })
  })
}
