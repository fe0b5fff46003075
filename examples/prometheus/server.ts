import { roomCallbacks } from '@room-callbacks/express'
import { openInbox } from '@room-callbacks/sqlite'
import express from 'express'
import { sdkAppId, token } from './account.ts'
import { closeInOrder } from './close-in-order.ts'
import { dataFolder } from './data-folder.ts'
import { count, page } from './metrics.ts'
import { serve } from './serve.ts'
import { signedCurl } from './signed-curl.ts'

const folder = dataFolder(import.meta.url)
const inbox = await openInbox(`${folder}/callbacks.db`, { attempts: 3, backoff: 200 })
count()

const callbacks = roomCallbacks(sdkAppId, { token, inbox })
  .on('Room.CallbackAfterMemberEnter', ({ MemberList_Account }) => {
    if (MemberList_Account.some((account) => account.startsWith('mallory')))
      throw new Error('This handler fails for mallory.')
  })
  .on('error', (error) => console.warn(error.message))

const app = express()
app.use(callbacks)
// For Prometheus, not for the world: in production it listens where only Prometheus can reach it.
app.get('/metrics', async (_request, response) => {
  const { type, text } = await page(inbox)
  response.type(type).send(text)
})

/** Mallory enters, new each time so that it is never taken for a repetition: two retries, then a dead letter. */
const example =
  '{"CallbackCommand":"Room.CallbackAfterMemberEnter","Operator_Account":"mallory","RoomId":"rid-123","MemberList_Account":["mallory-$t"],"EventTime":1670574414123}'

const { url } = await serve(app, closeInOrder(callbacks, inbox))
console.log(
  `Let the user mallory enter, for whom the handler throws, and watch ${url}/metrics:\n${signedCurl(url, example)}`,
)
