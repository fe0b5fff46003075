import { setTimeout as pause } from 'node:timers/promises'
import { trace } from '@opentelemetry/api'
import { roomCallbacks } from '@room-callbacks/node'
import { openInbox } from '@room-callbacks/sqlite'
import { sdkAppId } from './account.ts'
import { closeInOrder } from './close-in-order.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { startTelemetry } from './telemetry.ts'

const telemetry = startTelemetry('worker')
const inbox = await openInbox(`${process.env['DATA']}/callbacks.db`)

// Nothing is mounted: it only delivers.
const callbacks = roomCallbacks(sdkAppId, { inbox }).on('Room.CallbackAfterMemberEnter', async ({ RoomId }) => {
  // Spans that a handler starts find their parent in the active context, across awaits.
  await pause(5)
  trace.getTracer('worker').startSpan(`update ${RoomId}`).end()
})

console.log('The worker delivers.')
const closing = closeInOrder(callbacks, inbox, telemetry)
closeOnSignal(() => closing.close({ timeout: 10_000 }))
