import { createHash } from 'node:crypto'
import { bodyOf } from '../plan/body-of.mjs'

const command = 'Live.CallbackAfterMemberStateChanged'
const body = Buffer.from(bodyOf(command))

/** A callback of one of 200 rooms, as the receiver gives it to an inbox. */
export function recordOf(number) {
  const digest = createHash('sha256').update(String(number)).digest('base64url')
  const receivedAt = Date.now()
  const idempotencyKey = `1400000000:${command}:${receivedAt}:${digest}`
  const room = `1400000000/${number % 200}`
  const about = { sdkAppId: '1400000000', command, receivedAs: command, clientIp: '127.0.0.1', platform: 'Android' }
  return { id: idempotencyKey, idempotencyKey, ...about, room, receivedAt, body }
}

/** How long each put takes when nothing else is under way, shortest first. Unit: ms. */
export async function putAlone(inbox, first, end) {
  const durations = []
  for (let number = first; number < end; number += 1) {
    const start = performance.now()
    await inbox.put(recordOf(number))
    durations.push(performance.now() - start)
  }
  return durations.sort((one, other) => one - other)
}
