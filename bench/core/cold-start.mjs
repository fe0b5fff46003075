// Prints what a fresh process pays for core. Nothing else is imported before it, for what it shares
// with others would seem free; so the query and the body come over the command line.
const [sdkAppId, token, query, text] = process.argv.slice(2)
const bytes = Buffer.from(text)
const heapMegabytes = () => {
  gc()
  return process.memoryUsage().heapUsed / 1e6
}

const heapBefore = heapMegabytes()
const start = performance.now()
const { createRoomCallbacks } = await import('@room-callbacks/core')
const importMs = performance.now() - start
const heapMb = heapMegabytes() - heapBefore

const second = performance.now()
const { receive } = createRoomCallbacks(sdkAppId, { token }, (way) => (request) => way(request)).on(
  'Room.CallbackAfterCreateRoom',
  () => {},
)
const body = { kind: 'bytes', bytes }
const reply = await receive({ method: 'POST', query, headers: {}, body, remoteAddress: undefined, host: undefined })
const firstCallbackMs = performance.now() - second

if (reply.outcome !== 'handled') throw new Error(`Expected handled, got ${reply.outcome}.`)
console.log(JSON.stringify({ importMs, heapMb, firstCallbackMs }))
