import { roomCallbacks } from '@room-callbacks/fastify'
import fastify from 'fastify'
import { receiver } from './receiver.mjs'
import { serve } from './serve.mjs'

const app = fastify()
await app.register(receiver(roomCallbacks), { prefix: '/callbacks' })

await app.ready()
serve(app.server)
