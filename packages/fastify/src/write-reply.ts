import type { Reply } from '@room-callbacks/core'
import { endConnection } from '@room-callbacks/core/http'
import type { FastifyReply } from 'fastify'

/** Sends a reply through Fastify, so that hooks of the app see it. */
export function send(reply: FastifyReply, value: Reply): void {
  // A handler answered itself, or the caller is gone.
  if (reply.sent || reply.raw.headersSent || reply.raw.destroyed) return
  endConnection(reply.raw, value)
  // The app may have set a serializer for its own replies: this one is text already.
  reply.serializer(String).code(value.status).headers(value.headers).send(value.body)
}

/** Code of others can throw while a reply is written: the app's handler of errors is told, unless its head is gone. */
export function fail(reply: FastifyReply, error: Error): void {
  if (reply.raw.headersSent) reply.raw.destroy()
  else reply.send(error)
}
