import { createServer } from 'node:http'
import express from 'express'
import { handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const app = express()
app.use(express.json())
app.post('/callbacks', (request, response) => {
  handle(request.body)
  response.json(ok)
})

serve(createServer(app))
