import Router from '@koa/router'
import { roomCallbacks } from '@room-callbacks/koa'
import Koa from 'koa'
import { sdkAppId, token } from './account.ts'
import { isMain, serve } from './serve.ts'
import { signedCurl } from './signed-curl.ts'

interface Live {
  readonly title: string | undefined
  readonly host: string | undefined
  readonly since: Date
  readonly viewers: Set<string>
}

const lives = new Map<string, Live>()

const callbacks = roomCallbacks(sdkAppId, { token })
  .on('Live.CallbackAfterCreateRoom', ({ RoomInfo }, { eventTime, receivedAt }) => {
    const { RoomId, RoomName: title, Owner_Account: host } = RoomInfo
    // Nothing promises the order: the first viewers may have been told of before.
    const viewers = lives.get(RoomId)?.viewers ?? new Set()
    lives.set(RoomId, { title, host, since: eventTime ?? receivedAt, viewers })
  })
  .on('Live.CallbackAfterMemberStateChanged', ({ RoomId, EventType, MemberList }, { receivedAt }) => {
    const live = lives.get(RoomId) ?? { title: undefined, host: undefined, since: receivedAt, viewers: new Set() }
    for (const { Member_Account } of MemberList) {
      if (EventType === 'Offline') live.viewers.delete(Member_Account)
      else live.viewers.add(Member_Account)
    }
    lives.set(RoomId, live)
  })
  .on('Live.CallbackAfterDestroyRoom', ({ RoomId, Statistic }) => {
    lives.delete(RoomId)
    console.log(`${RoomId} is over: ${Statistic?.TotalViewers ?? 'unknown'} views`)
  })

const viewOf = ([id, live]: [string, Live]) => ({ id, ...live, viewers: [...live.viewers] })

const router = new Router()
  .get('/lives', (context) => {
    context.body = [...lives].map(viewOf)
  })
  .get('/lives/:id', (context) => {
    const { id } = context.params as { id: string }
    const live = lives.get(id)
    // Otherwise nothing: Koa answers 404 by itself.
    if (live) context.body = viewOf([id, live])
  })

const app = new Koa()

// Outside of everything: it sees the answers to callbacks like any other.
app.use(async (context, next) => {
  const start = performance.now()
  await next()
  console.log(`${context.method} ${context.path} ${context.status} ${(performance.now() - start).toFixed(1)} ms`)
})
app.use(callbacks).use(router.routes()).use(router.allowedMethods())

/** Two viewers come to watch. */
const example =
  '{"CallbackCommand":"Live.CallbackAfterMemberStateChanged","RoomId":"live-$t","EventType":"Online","EventCause":"Enter","MemberList":[{"Member_Account":"ann"},{"Member_Account":"bob"}],"EventTime":1703589922780}'

if (isMain(import.meta.url)) {
  const { url } = await serve(app.callback(), callbacks)
  console.log(`Send viewers, then look at ${url}/lives:\n${signedCurl(url, example)}`)
}
