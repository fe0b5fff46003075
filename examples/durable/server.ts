import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { roomCallbacks } from '@room-callbacks/express'
import { openInbox } from '@room-callbacks/sqlite'
import express from 'express'
import { sdkAppId, token } from './account.ts'
import { closeInOrder } from './close-in-order.ts'
import { dataFolder } from './data-folder.ts'
import { operatorDoor } from './operator-door.ts'
import { lookUp } from './profiles.ts'
import { serve } from './serve.ts'
import { signedCurl } from './signed-curl.ts'
import { Visits } from './visits.ts'

const folder = dataFolder(import.meta.url)

const visits = new Visits(`${folder}/visits.db`)
// Impatient, for an example: what a crash interrupts is taken up again after five seconds, and what
// goes on failing is a dead letter after a few.
const inbox = await openInbox(`${folder}/callbacks.db`, { concurrency: 8, attempts: 5, backoff: 200, lease: 5000 })

/** Attempts whose effect was there already: a crash came between the effect and the end of the handler. */
let repeated = 0

const callbacks = roomCallbacks(sdkAppId, { token, inbox })
  .on('Room.CallbackAfterMemberEnter', async ({ RoomId, MemberList_Account }, { attempt, idempotencyKey }) => {
    // What may fail comes first: nothing has happened yet.
    for (const account of MemberList_Account) await lookUp(account, attempt)
    if (!visits.enter(idempotencyKey, RoomId, MemberList_Account)) repeated += 1
    // The process can crash during this slow call: then another attempt repeats the effect.
    await pause(20)
  })
  .on('error', (error) => {
    // A failed attempt is retried. Every other error, such as a dead letter, is for an operator to see.
    if (error.code !== 'handler-failed') console.warn(`${error.message} ${error.advice}`)
  })

// Without OPERATOR_TOKEN a random token is made and printed, so that only the reader of this terminal gets in.
const operatorToken = process.env['OPERATOR_TOKEN'] || randomUUID()

const app = express()
app.use(callbacks)
app.use('/inbox', operatorDoor(inbox, operatorToken))
app.get('/visits', (_request, response) => {
  response.json({ visits: visits.all(), repeated })
})

/** A new user enters each time, so that no callback is taken for a repetition. */
const example =
  '{"CallbackCommand":"Room.CallbackAfterMemberEnter","Operator_Account":"ann","RoomId":"rid-123","MemberList_Account":["guest-$t"],"EventTime":1670574414123}'

const { url } = await serve(app, closeInOrder(callbacks, inbox, visits))
console.log(`Enter a room, kill this process in any way, start it again, and look at ${url}/visits:`)
console.log(signedCurl(url, example))
console.log(`For operators:\ncurl -H 'authorization: Bearer ${operatorToken}' ${url}/inbox`)
