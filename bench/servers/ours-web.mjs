import { createAdaptorServer } from '@hono/node-server'
import { roomCallbacks } from '@room-callbacks/web'
import { receiver } from './receiver.mjs'
import { serve } from './serve.mjs'

serve(createAdaptorServer({ fetch: receiver(roomCallbacks).fetch }))
