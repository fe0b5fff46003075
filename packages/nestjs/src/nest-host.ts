import type { ExpressHost } from '@room-callbacks/express'
import type { FastifyHost } from '@room-callbacks/fastify'

/** What handlers find in `context.host`: of Express `request` and `response`, of Fastify `request` and `reply`. */
export type NestHost = ExpressHost | FastifyHost
