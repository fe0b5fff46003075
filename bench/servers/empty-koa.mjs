import { createServer } from 'node:http'
import Koa from 'koa'
import { ok } from './if-chain.mjs'
import { countRequest } from './rooms.mjs'
import { serve } from './serve.mjs'

const app = new Koa()
app.silent = true
app.use((context) => {
  countRequest()
  context.body = ok
})

serve(createServer(app.callback()))
