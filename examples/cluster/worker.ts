import { setTimeout as pause } from 'node:timers/promises'
import { roomCallbacks } from '@room-callbacks/node'
import { sdkAppId } from './account.ts'
import { Book } from './book.ts'
import { closeInOrder } from './close-in-order.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { openSharedInbox, placeGiven } from './shared-inbox.ts'

const name = process.env['WORKER'] as string
const inbox = await openSharedInbox(placeGiven())
const book = new Book(placeGiven())

// Nothing is mounted: it only delivers.
const callbacks = roomCallbacks(sdkAppId, { inbox })
  .on('Room.CallbackAfterMemberEnter', async ({ RoomId, Operator_Account }, { idempotencyKey }) => {
    await pause(50 + 50 * Math.random())
    await book.enter(idempotencyKey, RoomId, Operator_Account, name)
    // A worker that is killed here has already written its effect: another worker repeats the attempt.
    await pause(50)
  })
  .on('error', (error) => console.warn(`Worker ${name}: ${error.message} ${error.advice}`))

console.log(`Worker ${name} delivers.`)
const closing = closeInOrder(callbacks, inbox, book)
closeOnSignal(() => closing.close({ timeout: 10_000 }))
