import { createServer } from 'node:http'
import { bodyParser } from '@koa/bodyparser'
import Koa from 'koa'
import { handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const app = new Koa()
app.silent = true
app.use(bodyParser())
app.use((context, next) => {
  if (context.method !== 'POST' || context.path !== '/callbacks') return next()
  handle(context.request.body)
  context.body = ok
})

serve(createServer(app.callback()))
