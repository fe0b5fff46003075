import { createServer } from 'node:http'
import express from 'express'
import { ok } from './if-chain.mjs'
import { countRequest } from './rooms.mjs'
import { serve } from './serve.mjs'

const app = express()
app.use('/callbacks', (_request, response) => {
  countRequest()
  response.json(ok)
})

serve(createServer(app))
