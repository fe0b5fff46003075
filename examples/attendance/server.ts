import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Attendance } from './attendance.ts'
import { minutesOf, receiveAttendance } from './receive.ts'

const { SDK_APP_ID: sdkAppId = '1400000000', CALLBACK_KEY: key = 'exampleKey01', PORT: port = '3000' } = process.env

const attendance = new Attendance()
const callbacks = receiveAttendance(sdkAppId, { key }, attendance)
const server = createServer(
  callbacks.before((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(minutesOf(attendance, Date.now())))
  }),
)
await once(server.listen(Number(port)), 'listening')
const url = `http://localhost:${(server.address() as AddressInfo).port}`

// The shell signs the bytes that it sends. A real key stays out of the terminal's history.
const shown = process.env['CALLBACK_KEY'] === undefined ? key : '$CALLBACK_KEY'
const event = (type: number) =>
  `{"EventGroupId":1,"EventType":${type},"CallbackTs":'$t'000,"EventInfo":{"RoomId":"standup","EventMsTs":'$t'000,"UserId":"ann","Role":20,"Reason":1}}`
const curl = (type: number) =>
  `t=$(date +%s); body='${event(type)}'; curl -sS -w '\\n' -H 'SdkAppId: ${sdkAppId}' -H "Sign: $(printf %s "$body" | openssl dgst -sha256 -hmac "${shown}" -binary | base64)" -d "$body" ${url}/`

console.log(`Listening on ${url}, which shows the minutes.`)
console.log(`A member enters:\n${curl(103)}\nand leaves:\n${curl(104)}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close()
    void callbacks.close({ timeout: 10_000 })
  })
}
