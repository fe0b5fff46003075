import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { fail, handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const app = new Hono()
app.post('/callbacks', async (context) => {
  handle(await context.req.json())
  return context.json(ok)
})
app.onError((_error, context) => context.json(fail, 400))

serve(createAdaptorServer(app))
