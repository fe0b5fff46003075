import { createServer } from 'node:http'
import express from 'express'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { ok } from '../../servers/if-chain.mjs'
import { serveInbox } from './serve-inbox.mjs'

// What people write today with a queue in Postgres. Usage: by-hand-postgres.mjs URL
const [url] = process.argv.slice(2)
const boss = new PgBoss({ connectionString: url, schedule: false, supervise: false })
boss.on('error', (error) => console.error(error.message))
await boss.start()
await boss.createQueue('callbacks')

const app = express()
app.use(express.json())
app.post('/callbacks', async (request, response) => {
  await boss.send('callbacks', request.body)
  response.json(ok)
})

// getQueueStats() gives numbers of up to an hour ago.
const pool = new pg.Pool({ connectionString: url, max: 1 })
serveInbox(createServer(app), async () => {
  const { rows } = await pool.query("SELECT count(*)::int FROM pgboss.job WHERE name = 'callbacks'")
  return rows[0].count
})
