import { subscribe } from 'node:diagnostics_channel'
import { type PublishedDrift, roomCallbacks } from '@room-callbacks/express'
import express, { type RequestHandler } from 'express'
import { sdkAppId, token } from './account.ts'
import { keepRawBody } from './keep-raw-body.ts'
import { isMain, serve } from './serve.ts'
import { signedCurl } from './signed-curl.ts'

/** An app whose parser reads every body first, as many have one for their other routes. */
function appBehind(parser: RequestHandler) {
  const seats = new Map<number, string>()
  const callbacks = roomCallbacks(sdkAppId, { token }).on('Mic.CallbackAfterSeatInfoChanged', ({ SeatList }) => {
    for (const { Index, Member_Account = '' } of SeatList) seats.set(Index, Member_Account)
  })
  const app = express()
  app.use(parser)
  app.use(callbacks)
  app.get('/seats', (_request, response) => {
    response.json(Object.fromEntries(seats))
  })
  return { app, callbacks }
}

// Right: the parser hands the bytes on.
const exact = appBehind(express.json({ verify: keepRawBody }))
// Works too, but JSON.parse has rounded every number beyond 2^53, account ids among them.
const rounded = appBehind(express.json())

// That is reported once, with the fix.
subscribe('room-callbacks:drift', (message) => {
  const { command, kind, detail } = message as PublishedDrift
  console.warn(`${command} ${kind}: ${detail}`)
})

const app = express().use('/exact', exact.app).use('/rounded', rounded.app)

/** The sample of Tencent's documentation: an account id of 18 digits, written as a number. */
const example =
  '{"CallbackCommand":"Mic.CallbackAfterSeatInfoChanged","RoomId":"rid-123","SeatList":[{"Index":1,"Member_Account":144115233775727695}],"EventTime":1670574414123}'

if (isMain(import.meta.url)) {
  const { url } = await serve(app, exact.callbacks, rounded.callbacks)
  console.log(`Take a seat, then look at ${url}/exact/seats:\n${signedCurl(`${url}/exact`, example)}`)
}
