import { createServer } from 'node:http'
import { roomCallbacks } from '@room-callbacks/node'
import { receiver } from './receiver.mjs'
import { serve } from './serve.mjs'

serve(createServer(receiver(roomCallbacks)))
