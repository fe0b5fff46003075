import { createServer } from 'node:http'
import { H3, toNodeHandler } from 'h3/node'
import { fail, handle, ok } from './if-chain.mjs'
import { serve } from './serve.mjs'

const app = new H3()
app.post('/callbacks', async (event) => {
  try {
    handle(await event.req.json())
    return ok
  } catch {
    event.res.status = 400
    return fail
  }
})

serve(createServer(toNodeHandler(app)))
