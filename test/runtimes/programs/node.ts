import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { fetch } from './app.ts'

serve({ fetch: fetch as never, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
  console.log(`http://127.0.0.1:${port}/`),
)
