import { createHash, timingSafeEqual } from 'node:crypto'
import type { Inbox, InboxEntry } from '@room-callbacks/core/inbox'
import { type RequestHandler, Router } from 'express'

/**
 * The inbox, for the people who look after it. Dead letters hold what users wrote, and a retry acts:
 * no request gets in without the token.
 */
export function operatorDoor(inbox: Inbox, token: string): Router {
  return Router()
    .use(onlyWith(token))
    .get('/', async (_request, response) => {
      response.json(await inbox.stats())
    })
    .get('/dead', async (request, response) => {
      const { after } = request.query
      const page = { limit: 20, ...(typeof after === 'string' && { after }) }
      response.json((await inbox.list('dead', page)).map(viewOf))
    })
    .post('/dead/:id/retry', async (request, response) => {
      // The word `all` is an id, too.
      response.json({ retried: await inbox.retry(request.params.id) })
    })
    .delete('/dead/:id', async (request, response) => {
      response.json({ purged: await inbox.purge({ id: request.params.id }) })
    })
}

// Hashes have equal length for each input, and are compared in constant time.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function onlyWith(token: string): RequestHandler {
  const expected = digest(`Bearer ${token}`)
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) next()
    else response.status(401).json({ error: 'Give the operator token: authorization: Bearer …' })
  }
}

const viewOf = ({ record, attempts, at, error }: InboxEntry) => ({
  id: record.id,
  command: record.command,
  orderKey: record.orderKey,
  receivedAt: new Date(record.receivedAt),
  diedAt: new Date(at),
  attempts,
  error,
  body: Buffer.from(record.body).toString(),
})
