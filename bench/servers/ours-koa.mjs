import { createServer } from 'node:http'
import { roomCallbacks } from '@room-callbacks/koa'
import Koa from 'koa'
import { receiver } from './receiver.mjs'
import { serve } from './serve.mjs'

const app = new Koa()
app.use(receiver(roomCallbacks))

serve(createServer(app.callback()))
