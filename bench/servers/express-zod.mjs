import { createServer } from 'node:http'
import express from 'express'
import { createRoomPacket } from './create-room-packet.mjs'
import { fail, handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const app = express()
app.use(express.json())
app.post('/callbacks', (request, response) => {
  const { success, data } = createRoomPacket.safeParse(request.body)
  if (!success) return response.status(400).json(fail)
  handle(data)
  response.json(ok)
})

serve(createServer(app))
