import { createServer } from 'node:http'
import { inspector } from '@room-callbacks/inspector'
import { roomCallbacks } from '@room-callbacks/node'
import { receiver } from '../servers/receiver.mjs'
import { serve } from '../servers/serve.mjs'

// The receiver of the comparison, with an inspector mounted that has no viewer.
const callbacks = receiver(roomCallbacks)
inspector(callbacks, { secret: 'the bench runs in production', record: process.argv[2] })
serve(createServer(callbacks))
