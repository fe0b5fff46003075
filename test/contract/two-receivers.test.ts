import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { errorTable, type Options, type RoomCallbacks } from '@room-callbacks/core'
import * as express from '@room-callbacks/express'
import * as hono from '@room-callbacks/hono'
import * as koa from '@room-callbacks/koa'
import * as node from '@room-callbacks/node'
import { sampleText } from '@room-callbacks/testing'
import * as web from '@room-callbacks/web'
import express5 from 'express'
import express4 from 'express4'
import { Hono } from 'hono'
import Koa3 from 'koa'
import Koa2 from 'koa2'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { appId } from './hosts.ts'
import { send } from './send.ts'

const command = 'Room.CallbackAfterCreateRoom'
const body = sampleText(command)
const otherApp = appId + 1

/** Two receivers on one path, the second behind the first. */
interface Pair {
  readonly first: RoomCallbacks<never>
  readonly second: RoomCallbacks<never>
  readonly listener: (request: IncomingMessage, response: ServerResponse) => unknown
}

type Make = (secondApp: number, options: Options) => Pair

const inExpress =
  (framework: typeof express5): Make =>
  (secondApp, options) => {
    const [first, second] = [express.roomCallbacks(appId, options), express.roomCallbacks(secondApp, options)]
    return { first, second, listener: framework().use('/tencent', first).use('/tencent', second) }
  }

const inKoa =
  (Framework: typeof Koa3): Make =>
  (secondApp, options) => {
    const [first, second] = [koa.roomCallbacks(appId, options), koa.roomCallbacks(secondApp, options)]
    return { first, second, listener: new Framework().use(first).use(second).callback() }
  }

const inNode: Make = (secondApp, options) => {
  const [first, second] = [node.roomCallbacks(appId, options), node.roomCallbacks(secondApp, options)]
  return { first, second, listener: first.before(second) }
}

const inWeb: Make = (secondApp, options) => {
  const [first, second] = [web.roomCallbacks(appId, options), web.roomCallbacks(secondApp, options)]
  const context = { waitUntil: () => {} }
  const respond = (request: Request) => first(request, context) ?? second.handler(request, context)
  return { first, second, listener: getRequestListener(respond) }
}

const inHono: Make = (secondApp, options) => {
  const [first, second] = [hono.roomCallbacks(appId, options), hono.roomCallbacks(secondApp, options)]
  return { first, second, listener: getRequestListener(new Hono().use(first).use(second).fetch as never) }
}

// Fastify refuses two receivers at one path when it starts (fastify.test.ts), and Nest mounts those of Express and Fastify.
const hosts: Readonly<Record<string, Make>> = {
  'express 4': inExpress(express4 as unknown as typeof express5),
  'express 5': inExpress(express5),
  'koa 2': inKoa(Koa2 as unknown as typeof Koa3),
  'koa 3': inKoa(Koa3),
  node: inNode,
  web: inWeb,
  'hono 4': inHono,
}

for (const [name, make] of Object.entries(hosts)) {
  for (const secondApp of [appId, otherApp]) {
    const isSame = secondApp === appId
    t.test(
      `${name}: of two receivers of ${isSame ? 'one app' : 'two apps'} on one path the first answers`,
      async (t) => {
        const { first, second, listener } = make(secondApp, { deadline: patience })
        const handled: string[] = []
        const refused: string[] = []
        first.on(command, () => handled.push('first')).on('rejected', ({ error }) => refused.push(error.advice))
        second.on(command, () => handled.push('second')).on('rejected', () => refused.push('second'))
        const server = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1')
        await new Promise((resolve) => server.once('listening', resolve))
        t.teardown(() => server.close())
        const running = { port: (server.address() as AddressInfo).port }

        t.equal((await send(running, { path: '/tencent', command, body })).status, 200)
        t.strictSame(handled, ['first'], 'and the second sees none')

        const other = await send(running, { path: '/tencent', command, body, sdkAppId: otherApp })
        t.match(other, { status: 403, json: { ActionStatus: 'FAIL', ErrorInfo: 'unknown-app' } })
        t.strictSame(handled, ['first'])
        t.strictSame(refused, [errorTable['unknown-app'].advice], 'the advice says what to do')
        t.match(refused[0], /roomCallbacks\(\[first, second\], \{ token \}\)\. Two receivers need a path each/)
      },
    )
  }
}
