import { createServer } from 'node:http'
import { roomCallbacks } from '@room-callbacks/express'
import express from 'express'
import { receiver } from './receiver.mjs'
import { serve } from './serve.mjs'

const app = express()
app.use('/callbacks', receiver(roomCallbacks))

serve(createServer(app))
