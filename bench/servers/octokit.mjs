import { createServer } from 'node:http'
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import { token } from '../identity.mjs'
import { handle } from './if-chain.mjs'
import { serve } from './serve.mjs'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const webhooks = new Webhooks({ secret: token, log: quiet })
webhooks.on('ping', ({ payload }) => handle(payload))

serve(createServer(createNodeMiddleware(webhooks, { path: '/callbacks', log: quiet })))
