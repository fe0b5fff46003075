import { createServer } from 'node:http'
import express from 'express'
import { PgBoss } from 'pg-boss'
import { ok } from '../../servers/if-chain.mjs'
import { serveInbox } from './serve-inbox.mjs'

// What people write today with a queue in Postgres. Usage: by-hand-postgres.mjs URL
const boss = new PgBoss({ connectionString: process.argv[2], schedule: false, supervise: false })
boss.on('error', (error) => console.error(error.message))
await boss.start()
await boss.createQueue('callbacks')

const app = express()
app.use(express.json())
app.post('/callbacks', async (request, response) => {
  await boss.send('callbacks', request.body)
  response.json(ok)
})

serveInbox(createServer(app), async () => (await boss.getQueueStats('callbacks'))[0]?.queuedCount ?? 0)
