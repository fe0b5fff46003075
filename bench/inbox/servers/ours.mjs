import { createServer } from 'node:http'
import { roomCallbacks as onExpress } from '@room-callbacks/express'
import { roomCallbacks as onNode } from '@room-callbacks/node'
import express from 'express'
import { sdkAppId, token } from '../../identity.mjs'
import { createRoom } from '../../servers/rooms.mjs'
import { createRoomSlowly } from './create-room-slowly.mjs'
import { serveInbox } from './serve-inbox.mjs'

// Our receiver on a host, with a store or without. Usage: ours.mjs HOST ENGINE PLACE ROLE
const [host, engine, place, role] = process.argv.slice(2)

const open = {
  none: async () => undefined,
  sqlite: async (options) => (await import('@room-callbacks/sqlite')).openInbox(place, options),
  postgres: async (options) =>
    (await import('@room-callbacks/postgres')).openInbox({ connection: place, migrate: true }, options),
  redis: async (options) => (await import('@room-callbacks/redis')).openInbox({ ...options, connection: place }),
}

// A run that only receives keeps all it was sent.
const inbox = await open[engine]({ capacity: 10_000_000 })
const options = inbox ? { token, inbox, delivery: role !== 'receives' } : { token }
const handler = role === 'delivers slowly' ? createRoomSlowly : createRoom
const receiver = (roomCallbacks) => roomCallbacks(sdkAppId, options).on('Room.CallbackAfterCreateRoom', handler)

const listeners = {
  node: () => receiver(onNode),
  express: () => express().use('/callbacks', receiver(onExpress)),
}

serveInbox(createServer(listeners[host]()), async () => (inbox ? (await inbox.stats()).waiting : 0))
