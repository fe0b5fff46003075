import express5 from 'express'
import express4 from 'express4'
import fastify5 from 'fastify'
import fastify4 from 'fastify4'
import Koa3 from 'koa'
import Koa2 from 'koa2'
import {
  expressApp,
  expressHost,
  fastifyHost,
  type Host,
  honoHost,
  koaApp,
  koaHost,
  nodeHost,
  webHost,
} from './hosts.ts'
import { nestHost } from './nest-host.ts'

/**
 * Every host and major version that is supported, but for cloud functions, which have events and no server: functions.test.ts has the
 * cases for them. Web stands on Node here; test/runtimes runs it in workerd, Deno and Bun, and Hono's own runtimes are those.
 */
export const hosts: readonly Host[] = [
  expressHost('express 4', express4 as unknown as typeof express5),
  expressHost('express 5', express5),
  koaHost('koa 2', Koa2 as unknown as typeof Koa3),
  koaHost('koa 3', Koa3),
  nodeHost('node', undefined),
  nodeHost('node before express 5', (setup) => expressApp(express5, setup)),
  nodeHost('node before koa 3', (setup) => koaApp(Koa3, setup).callback()),
  webHost('web', false),
  webHost('web fetch', true),
  honoHost('hono 4'),
  fastifyHost('fastify 4', fastify4 as unknown as typeof fastify5),
  fastifyHost('fastify 5', fastify5),
  ...([10, 11, 12] as const).flatMap((version) => [nestHost(version, 'express'), nestHost(version, 'fastify')]),
]
