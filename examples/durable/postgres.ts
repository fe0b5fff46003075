/** The same server with Postgres: the inbox, the counts and the keys of what was counted are in one database. */
import { setTimeout as pause } from 'node:timers/promises'
import { roomCallbacks } from '@room-callbacks/express'
import { once, openInbox } from '@room-callbacks/postgres'
import express from 'express'
import pg from 'pg'
import { sdkAppId, token } from './account.ts'
import { closeInOrder } from './close-in-order.ts'
import { lookUp } from './profiles.ts'
import { serve } from './serve.ts'
import { signedCurl } from './signed-curl.ts'

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] })
// Without a listener, a connection that Postgres ends while it is idle would end this process.
pool.on('error', (error) => console.warn(error.message))
await pool.query(
  'CREATE TABLE IF NOT EXISTS visits (room text, member text, times integer, PRIMARY KEY (room, member))',
)
const options = { concurrency: 8, attempts: 5, backoff: 200, lease: 5000 }
const inbox = await openInbox({ pool, migrate: true }, options)

/** Runs something in a transaction, which is rolled back when it throws. */
async function inTransaction<Result>(run: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await run(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

const count = `INSERT INTO visits SELECT $1, member, 1 FROM unnest($2::text[]) AS member
  ON CONFLICT (room, member) DO UPDATE SET times = visits.times + 1`

const callbacks = roomCallbacks(sdkAppId, { token, inbox })
  .on('Room.CallbackAfterMemberEnter', async ({ RoomId, MemberList_Account }, context) => {
    // What may fail comes first: nothing has happened yet.
    for (const account of MemberList_Account) await lookUp(account, context.attempt)
    await inTransaction((client) =>
      once(client, context, (transaction) => transaction.query(count, [RoomId, MemberList_Account])),
    )
    // A crash here repeats the attempt, and not its effect.
    await pause(20)
  })
  .on('error', (error) => {
    if (error.code !== 'handler-failed') console.warn(`${error.message} ${error.advice}`)
  })

const app = express()
app.use(callbacks)
app.get('/visits', async (_request, response) => {
  response.json((await pool.query('SELECT * FROM visits ORDER BY room, member')).rows)
})

/** A new user enters each time, so that no callback is taken for a repetition. */
const example =
  '{"CallbackCommand":"Room.CallbackAfterMemberEnter","Operator_Account":"ann","RoomId":"rid-123","MemberList_Account":["guest-$t"],"EventTime":1670574414123}'

const { url } = await serve(app, closeInOrder(callbacks, inbox, { close: () => pool.end() }))
console.log(`Enter a room, kill this process in any way, start it again, and look at ${url}/visits:`)
console.log(signedCurl(url, example))
