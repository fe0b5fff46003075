import { roomCallbacks } from '@room-callbacks/node'
import { openInbox } from '@room-callbacks/sqlite'
import { sdkAppId, token } from './account.ts'
import { startChild } from './child-server.ts'
import { closeInOrder } from './close-in-order.ts'
import { dataFolder } from './data-folder.ts'
import { serve } from './serve.ts'
import { signedCurl } from './signed-curl.ts'
import { startTelemetry } from './telemetry.ts'
import { traceRequests } from './trace-requests.ts'

const telemetry = startTelemetry('server')
const folder = dataFolder(import.meta.url)
const inbox = await openInbox(`${folder}/callbacks.db`)

// It stores and answers. The handlers run in the worker.
const callbacks = roomCallbacks(sdkAppId, { token, inbox, delivery: false })
const worker = await startChild(new URL('worker.ts', import.meta.url), { DATA: folder }, console.log)

/** A new user enters each time, so that no callback is taken for a repetition. */
const example =
  '{"CallbackCommand":"Room.CallbackAfterMemberEnter","Operator_Account":"ann","RoomId":"rid-123","MemberList_Account":["guest-$t"],"EventTime":1670574414123}'

const stopWorker = { close: () => worker.kill('SIGTERM') }
const { url } = await serve(traceRequests(callbacks), closeInOrder(callbacks, inbox, stopWorker, telemetry))
console.log(`Enter a room, and follow the trace:\n${signedCurl(url, example)}`)
