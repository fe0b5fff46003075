import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEngine } from '@room-callbacks/testing'
import { Attendance } from './attendance.ts'
import { minutesOf, receiveAttendance } from './receive.ts'

// A meeting of an hour on the simulated engine, whose clock is turned: it takes a second.
const key = 'exampleKey01'
const attendance = new Attendance()
let refused = 0
const callbacks = receiveAttendance('1400000000', { key }, attendance).on('rejected', () => {
  refused++
})
const server = createServer(callbacks)
await once(server.listen(0, '127.0.0.1'), 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const engine = await startEngine({ url, key, startsAt: Date.UTC(2026, 0, 5, 9) })
const minute = 60_000

await engine.enter('standup', 'ann')
await engine.enter('standup', 'bob', { role: 21 })
await engine.enter('standup', 'cat')
await engine.advance(20 * minute)
await engine.changeRole('standup', 'bob', 20)
// Nothing tells that cat leaves; she comes again half an hour later.
await engine.leave('standup', 'cat', { isLost: true })
await engine.advance(30 * minute)
await engine.enter('standup', 'cat')
// A key that is wrong for a while: what is refused comes again within a minute.
engine.setKey('wrong')
await engine.leave('standup', 'bob')
engine.setKey(key)
await engine.advance(10 * minute)
await engine.leave('standup', 'cat')
await engine.leave('standup', 'ann')
await engine.settled()

for (const { user, minutes, asAnchor, atMost } of minutesOf(attendance, engine.now())) {
  const more = atMost > minutes ? `, at most ${atMost}` : ''
  console.log(`${user}  ${minutes} minutes, ${asAnchor} of them as anchor${more}`)
}
console.log(`${refused} deliveries with a wrong key were refused, and came again.`)
await engine.close()
await callbacks.close()
server.close()
