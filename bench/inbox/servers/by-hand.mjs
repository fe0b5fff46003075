import { createServer } from 'node:http'
import { Queue } from 'bullmq'
import express from 'express'
import { ok } from '../../servers/if-chain.mjs'
import { serveInbox } from './serve-inbox.mjs'

// What people write today. Usage: by-hand.mjs URL
const { hostname, port } = new URL(process.argv[2])
const queue = new Queue('callbacks', { connection: { host: hostname, port: Number(port) } })

const app = express()
app.use(express.json())
app.post('/callbacks', async (request, response) => {
  await queue.add(request.body.CallbackCommand, request.body)
  response.json(ok)
})

serveInbox(createServer(app), () => queue.getWaitingCount())
